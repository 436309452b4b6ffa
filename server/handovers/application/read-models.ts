/** What the pages of this room read; the statements stand in persistence. */
export type {
  AbsenceRow, AccountDetail, AccountRow, ClosingDetail, ClosingRow, ContractClosing, CopiesRow, DeliveryRow, GuestRow, ItemDetail, ItemFact, ItemRow, ObstacleRow, RunRow, SettlementRow, StartingGround,
  SurveyDetail, SurveyRow, SystemOfClosing, TestRow,
} from '../persistence/closing-rows.js';
