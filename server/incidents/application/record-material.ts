import type { IncidentKind, IncidentLevel } from '../../library/index.js';
import type { Regulation } from '../../people/index.js';
import type { RecordModel, RecordSigner } from '../../records/index.js';
import type { IncidentDetail } from '../persistence/read-incident.js';

/** What every record of this room rests on. */
export interface IncidentMaterial {
  readonly incident: IncidentDetail;
  readonly kind: IncidentKind | undefined;
  /** The level as it was judged last; undefined before anybody judged it. */
  readonly level: IncidentLevel | undefined;
  readonly regulation: Regulation;
}

/** The six parts of the 24-hour report (điểm b khoản 2 Điều 25); a part that the regulation asks for "nếu có" may be undefined. */
export interface ReportParts {
  readonly content: string;
  readonly timeAndPlace: string;
  readonly cause: string | undefined;
  readonly impact: string;
  readonly measures: string;
  readonly proposals: string | undefined;
}

/** HS-23. */
export interface ReportMaterial extends IncidentMaterial {
  readonly parts: ReportParts;
  readonly signer: RecordSigner;
}

/** HS-22. */
export interface MinutesMaterial extends IncidentMaterial {
  /** Why personal data count as violated, as it was recorded. */
  readonly note: string;
  readonly signer: RecordSigner;
  readonly secretary: { readonly name: string; readonly post: string };
  readonly at: Date;
}

/** The records of this room in words; composed by web/records. */
export interface IncidentRecordComposer {
  report(material: ReportMaterial): RecordModel;
  minutes(material: MinutesMaterial): RecordModel;
}
