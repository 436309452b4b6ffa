export const recordsPath = '/van-ban';
/** The page of a record. */
export const recordHref = (id: string): string => `${recordsPath}/${id}`;
export const recordActPath = (id: string, act: 'vao-so' | 'thu-hoi' | 'in-lai' | 'dinh-kem' | 'ban-in' | 'ban-in-chinh-thuc'): string => `${recordHref(id)}/${act}`;
