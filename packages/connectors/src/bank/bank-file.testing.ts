/** Parts of a bank file as Swiss banks send them, after the examples of the Swiss Payment Standards. */
export interface TestCredit {
  amount: string;
  currency: string;
  reference: string | null;
  bankReference: string;
  bookedOn: string;
  direction: 'CRDT' | 'DBIT';
  status: 'BOOK' | 'PDNG';
  reversal: boolean;
}

export const credit = (changes: Partial<TestCredit> & { amount: string }): TestCredit => ({
  currency: 'CHF',
  reference: '210000000003139471430009017',
  bankReference: 'B1',
  bookedOn: '2027-03-05',
  direction: 'CRDT',
  status: 'BOOK',
  reversal: false,
  ...changes,
});

interface FileOptions {
  kind?: '053' | '054';
  version?: '04' | '08';
  messageId?: string;
  iban?: string;
  credits: TestCredit[];
  /** Amount of one collective entry that holds all of them. */
  collective?: string;
}

/** A camt.053 or camt.054 with these movements. */
export function bankFile({
  kind = '054',
  version = '08',
  messageId = 'MSG-1',
  iban = 'CH4431999123000889012',
  credits,
  collective,
}: FileOptions): string {
  const [root, part] = kind === '053' ? ['BkToCstmrStmt', 'Stmt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'];
  const details = (each: TestCredit): string => {
    const name = version === '08' ? '<Pty><Nm>Pia Rutschmann</Nm></Pty>' : '<Nm>Pia Rutschmann</Nm>';
    const reference = each.reference
      ? `<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Prtry>QRR</Prtry></CdOrPrtry></Tp><Ref>${each.reference}</Ref></CdtrRefInf></Strd></RmtInf>`
      : '<RmtInf><Ustrd>Danke</Ustrd></RmtInf>';
    return `<TxDtls><Refs><AcctSvcrRef>${each.bankReference}</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="${each.currency}">${each.amount}</Amt><CdtDbtInd>${each.direction}</CdtDbtInd><RltdPties><Dbtr>${name}</Dbtr><DbtrAcct><Id><IBAN>CH5800791123000889012</IBAN></Id></DbtrAcct></RltdPties>${reference}</TxDtls>`;
  };
  const entry = (of: TestCredit, amount: string, inside: string): string => {
    const status = version === '08' ? `<Sts><Cd>${of.status}</Cd></Sts>` : `<Sts>${of.status}</Sts>`;
    return `<Ntry><NtryRef>${iban}</NtryRef><Amt Ccy="${of.currency}">${amount}</Amt><CdtDbtInd>${of.direction}</CdtDbtInd><RvslInd>${of.reversal}</RvslInd>${status}<BookgDt><Dt>${of.bookedOn}</Dt></BookgDt><ValDt><Dt>${of.bookedOn}</Dt></ValDt><AcctSvcrRef>E-${of.bankReference}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>VCOM</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>${inside}</NtryDtls></Ntry>`;
  };
  const entries = collective
    ? entry(credits[0]!, collective, credits.map(details).join(''))
    : credits.map((each) => entry(each, each.amount, details(each))).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.${version}"><${root}><GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>2027-03-05T18:00:00+01:00</CreDtTm></GrpHdr>
<${part}><Id>S-1</Id><CreDtTm>2027-03-05T18:00:00+01:00</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id></Acct>${entries}</${part}></${root}></Document>`;
}
