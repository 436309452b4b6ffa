/** Imports: how the lists of agencies are read and brought in. The room's only door. */
export type { CellValue, KnownColumn } from './domain/columns.js';
export { findHeader, HEADER_SEARCH_ROWS, type FoundHeader } from './domain/find-header.js';
export { matchColumns, type ColumnMatch } from './domain/match-columns.js';
export { partyMatcher, type Party, type PartyMatcher } from './domain/match-party.js';
export { PACKAGE_COLUMNS, understandPackageRow, type PackageColumn } from './domain/procurement-packages.js';
export { roleOfRow } from './domain/table-rows.js';
export { understandCell } from './domain/understand-cell.js';
export type { Understanding } from './domain/understanding.js';
export { importLifecycle, type ImportStatus } from './domain/import.lifecycle.js';
export { importPermissions } from './domain/import-permissions.js';
export { listKinds, type ListKind } from './domain/list-kinds.js';
export { openImportRoom, type ImportRoom } from './web/import-room.js';
export { importEventTexts } from './web/event-texts.js';
export { importRefusalTexts } from './web/trouble-texts.js';
export { importPaths } from './web/paths.js';
