import type { EventTexts } from '../../audit-trail/index.js';
import type { ClosingDetail, ItemDetail } from '../application/read-models.js';
import type { ClosingAction } from '../domain/closing.js';

/** A link of a file of this room that another file of it answers. */
export interface HandoverLink {
  readonly href: string;
  readonly text: string;
}

/** What the pages of this room need besides its use cases. */
export interface HandoverPorts {
  readonly eventTexts: () => EventTexts;
  readonly regulation: () => { readonly issued: boolean };
  /** The text of a file just sent in with a form; undefined when it is longer than a list of accounts can be. */
  readonly textOf: (sha256: string) => Promise<string | undefined>;
  /** What stands beside the acts of a closing and of an item: the vendor's link, the evidence under review. */
  readonly laterLinks?: {
    readonly ofClosing: (of: ClosingDetail, mayDo: (action: ClosingAction) => boolean) => readonly HandoverLink[];
    readonly ofItem: (of: ItemDetail) => readonly HandoverLink[];
  };
}
