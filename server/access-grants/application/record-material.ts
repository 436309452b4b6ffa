import type { Regulation } from '../../people/index.js';
import type { RecordModel, RecordSigner } from '../../records/index.js';
import type {
  BoundPerson, ClosedLine, GrantToPrint, OpenedUse, RecordParties, SessionToPrint,
} from '../persistence/record-grounds.js';
import type { RequestDetail } from '../persistence/read-requests.js';

export type { ClosedLine, GrantToPrint, OpenedUse, RecordParties, SessionToPrint } from '../persistence/record-grounds.js';

/** What every record of this room rests on. */
export interface RecordGround {
  readonly parties: RecordParties;
  readonly regulation: Regulation;
  /** Names of the kinds of account (library account-kinds), by code. */
  readonly accountKinds: Readonly<Record<string, string>>;
}

/** HS-06. */
export interface AgreementMaterial extends RecordGround {
  readonly people: readonly BoundPerson[];
}

/** HS-07. */
export interface RequestMaterial extends RecordGround {
  readonly request: RequestDetail;
  /** When it is drawn up: what is unusual is judged then. */
  readonly at: Date;
}

/** HS-08. */
export interface DecisionMaterial extends RecordGround {
  readonly grants: readonly GrantToPrint[];
  readonly signer: RecordSigner;
  /** The post of whoever proposes the decision. */
  readonly proposerPost: string;
}

/** HS-09. */
export interface SessionMaterial extends RecordGround {
  readonly session: SessionToPrint;
}

/** On what ground access is taken back: the agency's duty to limit access, or signs of a violation. */
export type RevocationBasis = 'limits' | 'violation';

/** HS-14. */
export interface RevocationMaterial extends RecordGround {
  readonly grants: readonly GrantToPrint[];
  readonly revokedAt: Date;
  readonly ground: string;
  readonly basis: RevocationBasis;
  /** Until when the accounts are confirmed disabled. */
  readonly confirmBy: Date;
  /** Undefined where nobody holds the head's authority on that day: the place to sign then bears no name. */
  readonly signer: RecordSigner | undefined;
  /** The post of whoever revoked; undefined where the signer did. */
  readonly proposerPost: string | undefined;
}

/** The register of access. */
export interface RegisterMaterial extends RecordGround {
  readonly at: Date;
  readonly grants: readonly GrantToPrint[];
  readonly lines: readonly ClosedLine[];
  readonly uses: readonly OpenedUse[];
  readonly sessions: readonly SessionToPrint[];
  readonly keeper: { readonly name: string; readonly post: string };
}

/** The records of this room in words; composed by web/records. */
export interface AccessRecordComposer {
  agreement(material: AgreementMaterial): RecordModel;
  request(material: RequestMaterial): RecordModel;
  decision(material: DecisionMaterial): RecordModel;
  session(material: SessionMaterial): RecordModel;
  revocation(material: RevocationMaterial): RecordModel;
  register(material: RegisterMaterial): RecordModel;
}
