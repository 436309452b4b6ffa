/** The events of this room; their sentences stand in web/event-texts.ts. A route of another room that prepares a record declares `recordEvents.prepared`. */
export const recordEvents = {
  prepared: 'record.prepared',
  printed: 'record.printed',
  printFailed: 'record.print-failed',
  printAsked: 'record.print-asked',
  registered: 'record.registered',
  withdrawn: 'record.withdrawn',
  issuedPrinted: 'record.issued-printed',
  fileAttached: 'record.file-attached',
} as const;
