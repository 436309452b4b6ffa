/** What the tour leads to, by name. Kept with the mark of the demonstration, so that the second start finds them again. */
export const subjectNames = [
  'department',
  'ward',
  'recordsContract',
  'cloudContract',
  'oneStopShopContract',
  'websiteContract',
  'upgradeContract',
  'violationCase',
  'incident',
  'recordsSystem',
  'northVendor',
  'digitalVendor',
  'transfer',
  'twoHats',
] as const;

export type SubjectName = (typeof subjectNames)[number];

/** Identifiers of the subjects; a demonstration made by an older version lacks those that came later. */
export type Subjects = Readonly<Partial<Record<SubjectName, string>>>;
