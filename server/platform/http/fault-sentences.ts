import { InvalidInput } from '../../kernel/errors.js';

/** Sentences by field and code: `{ 'signedOn.future': 'Ngày ký 01/02/2027 chưa đến.' }`. */
export type FaultSentences = Readonly<Record<string, string>>;

/** Performs an act and says the codes of what it cannot take as sentences at their fields. @throws what the act throws, with sentences for codes */
export async function inSentences<T>(sentences: FaultSentences, perform: () => Promise<T>): Promise<T> {
  try {
    return await perform();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const said = Object.entries(error.fieldErrors).map(([field, code]): [string, string] => [field, sentences[`${field}.${code}`] ?? code]);
    throw new InvalidInput(Object.fromEntries<string>(said));
  }
}
