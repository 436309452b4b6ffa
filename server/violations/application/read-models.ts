/** What the pages of this room read; the statements stand in persistence. */
export type {
  CaseDetail, CaseOfVendor, CaseRecord, CaseRow, CaseSystem, ContainmentGround, ContainmentRow, ContractToContain, ContractViolations, GrantToContain, LevelRow, NamedOfficial, NoticeRow, OpeningGround, OpeningSource,
  ProposalDetail, ProposalRow, RemedyRow, ReportRow, SuspensionRow, SystemToContain,
} from '../persistence/case-rows.js';
