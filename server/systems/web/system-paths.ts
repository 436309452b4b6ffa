/** Addresses of this room. */
export const systemsPath = '/he-thong';
export const systemPath = (id: string): string => `${systemsPath}/${id}`;
export const systemActPath = (id: string, act: 'sua' | 'xoa' | 'cap-do' | 'tinh-trang' | 'tep'): string => `${systemPath(id)}/${act}`;
export const newDataAssetPath = (id: string): string => `${systemPath(id)}/du-lieu/moi`;
export const dataAssetPath = (id: string, assetId: string, act: 'sua' | 'xoa'): string => `${systemPath(id)}/du-lieu/${assetId}/${act}`;
