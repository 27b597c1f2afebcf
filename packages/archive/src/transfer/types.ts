/** A package on its way to an archive. */
export interface HandedPackage {
  /** Id of the transfer: the same for every try, so that a package handed over twice is one package there. */
  id: string;
  /** Name without ending. */
  name: string;
  size: number;
  sha256: string;
  open(): Promise<NodeJS.ReadableStream>;
}

/** What an archive answered in the end. */
export interface Acknowledgement {
  /** Id of the transfer it speaks of. */
  transferId: string;
  accepted: boolean;
  /** The archive's own number of its answer. */
  receipt: string;
  /** Refused: why, in the words of eCH-0147 (`notValid`, `referenceWithoutFile`, …) with what the archive says to it. */
  faults: { kind: string; text: string | null }[];
  /** What the archive says to all of it, for instance its shelf mark. */
  note: string | null;
}

/** The capability `archive.transfer` as a connector provides it: hand over now, the answer comes later. */
export interface ArchiveTransfer {
  /** Id by which an authority binds it. */
  readonly id: string;
  /**
   * Hands a package over; handing over the same again does nothing more.
   * @returns what the archive calls the delivery
   * @throws ArchiveError `transfer-not-available` (try again), `transfer-differs` (another package of that name is there)
   */
  handOver(given: HandedPackage): Promise<{ receipt: string }>;
  /**
   * The archive's answer, null while there is none.
   * @throws ArchiveError `acknowledgement-invalid`, XmlError for what no reader takes, `transfer-not-available`
   */
  acknowledgement(given: { id: string; name: string; receipt: string }): Promise<Acknowledgement | null>;
}
