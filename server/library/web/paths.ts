export const librariesPath = '/thu-vien-can-cu';

export function libraryPath(library: string, version: string): string {
  return `${librariesPath}/${library}/${version}`;
}
