/** Runs one statement: a reader's for pages, a transaction's for acts. */
export type RunQuery = <Row extends object>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

/** A row as JSON gives it: moments are texts. */
export type Stored<T> = T extends string ? T : T extends Date ? string : T extends readonly (infer Each)[] ? readonly Stored<Each>[] : T extends object ? { readonly [Key in keyof T]: Stored<T[Key]> } : T;

/** A moment that JSON brought as a text. */
export const moment = (text: string): Date => new Date(text);
