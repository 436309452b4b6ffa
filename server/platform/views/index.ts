/** Pages from templates: the engine, and the shapes that layouts and partials take. */
export { BrokenTemplates, checkTemplates, createViews, type LayoutPaths, type Views, type ViewsOptions } from './views.js';
export type {
  AgencyChoice,
  ErrorSummaryItem,
  Flash,
  IconName,
  NavigationItem,
  PageModel,
  SignedInUser,
  StateModel,
  Tone,
} from './page-model.js';
export type { ChoiceFieldModel, ChoiceModel, FieldModel, FieldWidth, TextFieldModel } from './field-models.js';
export type {
  EmptyModel,
  PaginationModel,
  RegisterCell,
  RegisterColumn,
  RegisterFilterField,
  RegisterFilters,
  RegisterModel,
  RegisterRow,
} from './register-model.js';
export type {
  ClockModel,
  ConflictModel,
  EvidenceModel,
  GateCondition,
  GateModel,
  ActModel,
  ClosedAct,
  IrreversibleModel,
  NextStepModel,
  RailDuty,
  RequestSentenceModel,
  SummaryRow,
  TaskGroup,
  TimelineDay,
} from './pattern-models.js';
