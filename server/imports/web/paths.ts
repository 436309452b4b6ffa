import type { ListKind } from '../domain/list-kinds.js';

/** Where the pages of this room are. */
export const importPaths = {
  register: '/nhap-danh-sach',
  create: '/nhap-danh-sach/moi',
  createOf: (kind: ListKind): string => `/nhap-danh-sach/moi?loai=${kind}`,
  template: (kind: string): string => `/nhap-danh-sach/mau/${kind}`,
  list: (id: string): string => `/nhap-danh-sach/${id}`,
  sheet: (id: string): string => `/nhap-danh-sach/${id}/trang-tinh`,
  header: (id: string): string => `/nhap-danh-sach/${id}/hang-tieu-de`,
  columns: (id: string): string => `/nhap-danh-sach/${id}/cot`,
  matchAgain: (id: string): string => `/nhap-danh-sach/${id}/ghep-lai`,
  answers: (id: string): string => `/nhap-danh-sach/${id}/tra-loi`,
  start: (id: string): string => `/nhap-danh-sach/${id}/nhap`,
  abandon: (id: string): string => `/nhap-danh-sach/${id}/bo`,
  undo: (id: string): string => `/nhap-danh-sach/${id}/hoan-tac`,
  result: (id: string): string => `/nhap-danh-sach/${id}/dong-chua-nhap`,
  original: (id: string): string => `/nhap-danh-sach/${id}/tep-goc`,
} as const;

/** The entry of the navigation that is lit. */
export const importSection = 'imports';
