/** Words of the payment page, by language. */
export interface PaymentTexts {
  title: string;
  reference: string;
  total: string;
  until: string;
  method: string;
  card: string;
  phone: string;
  note: string;
  pay: string;
  cancel: string;
  chooseMethod: string;
  ended: Record<'settled' | 'cancelled' | 'expired' | 'refunded', string>;
  back: string;
  unknown: string;
}

const de: PaymentTexts = {
  title: 'Gebühr bezahlen',
  reference: 'Geschäft',
  total: 'Total',
  until: 'Bezahlbar bis',
  method: 'Womit möchten Sie bezahlen?',
  card: 'Karte (Demo)',
  phone: 'Mit dem Telefon, wie TWINT (Demo)',
  note: 'Es fliesst kein Geld.',
  pay: 'Bezahlen',
  cancel: 'Abbrechen',
  chooseMethod: 'Wählen Sie, womit Sie bezahlen möchten.',
  ended: {
    settled: 'Diese Gebühr ist bezahlt.',
    cancelled: 'Diese Zahlung wurde abgebrochen.',
    expired: 'Die Zeit zum Bezahlen ist abgelaufen.',
    refunded: 'Der Betrag wurde zurückbezahlt.',
  },
  back: 'Zurück zum Portal',
  unknown: 'Diese Zahlung gibt es nicht.',
};

const fr: PaymentTexts = {
  title: 'Payer l’émolument',
  reference: 'Affaire',
  total: 'Total',
  until: 'À payer jusqu’au',
  method: 'Comment souhaitez-vous payer ?',
  card: 'Carte (démo)',
  phone: 'Avec le téléphone, comme TWINT (démo)',
  note: 'Aucun argent ne circule.',
  pay: 'Payer',
  cancel: 'Annuler',
  chooseMethod: 'Choisissez comment vous souhaitez payer.',
  ended: {
    settled: 'Cet émolument est payé.',
    cancelled: 'Ce paiement a été annulé.',
    expired: 'Le délai de paiement est écoulé.',
    refunded: 'Le montant a été remboursé.',
  },
  back: 'Retour au portail',
  unknown: 'Ce paiement n’existe pas.',
};

const it: PaymentTexts = {
  title: 'Pagare la tassa',
  reference: 'Pratica',
  total: 'Totale',
  until: 'Da pagare entro il',
  method: 'Come desidera pagare?',
  card: 'Carta (demo)',
  phone: 'Con il telefono, come TWINT (demo)',
  note: 'Non circola denaro.',
  pay: 'Pagare',
  cancel: 'Annullare',
  chooseMethod: 'Scelga come desidera pagare.',
  ended: {
    settled: 'Questa tassa è pagata.',
    cancelled: 'Questo pagamento è stato annullato.',
    expired: 'Il termine di pagamento è scaduto.',
    refunded: 'L’importo è stato rimborsato.',
  },
  back: 'Torna al portale',
  unknown: 'Questo pagamento non esiste.',
};

const en: PaymentTexts = {
  title: 'Pay the fee',
  reference: 'Case',
  total: 'Total',
  until: 'To be paid by',
  method: 'How would you like to pay?',
  card: 'Card (demo)',
  phone: 'By phone, like TWINT (demo)',
  note: 'No money moves.',
  pay: 'Pay',
  cancel: 'Cancel',
  chooseMethod: 'Choose how you would like to pay.',
  ended: {
    settled: 'This fee is paid.',
    cancelled: 'This payment was cancelled.',
    expired: 'The time to pay is over.',
    refunded: 'The amount was paid back.',
  },
  back: 'Back to the portal',
  unknown: 'This payment does not exist.',
};

const all: Record<string, PaymentTexts> = { de, fr, it, en };

/** Texts of a language such as `fr`, `fr-CH` or `de-simple`; German where we have none. */
export function textsOf(language: string): { language: string; texts: PaymentTexts } {
  const short = language.slice(0, 2);
  return { language: all[short] ? short : 'de', texts: all[short] ?? de };
}
