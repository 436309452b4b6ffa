import { roles, type Role } from '../../server/people/index.js';

/** Who may come to an address: nobody known, or somebody in a role of design.md section 1. */
export type Comer = 'visitor' | Role;

const signedIn: readonly Role[] = roles;
const everyone: readonly Comer[] = ['visitor', ...roles];

/** Everybody who works with the business of an agency; the administrator sees none of it. */
const business: readonly Role[] = ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'city_oversight', 'records_clerk'];
const procurement: readonly Role[] = ['procurement_officer'];
const it: readonly Role[] = ['it_officer'];

/**
 * Who may come to which address of the product, in their own agency. Written by hand from design.md, apart from the permission tables
 * that the product decides by: a change of rights is a change here, to be read by whoever reviews it.
 */
export const permissionMatrix: Readonly<Record<string, readonly Comer[]>> = {
  // The own session
  'GET /dang-nhap': everyone,
  'POST /dang-nhap': everyone,
  'POST /dang-xuat': signedIn,
  'POST /co-quan-lam-viec': signedIn,
  'GET /tai-khoan/mat-khau': signedIn,
  'POST /tai-khoan/mat-khau': signedIn,

  // Home; files are decided by their subject
  'GET /': signedIn,
  'GET /viec-can-lam': signedIn,
  'GET /tep/:id': business,

  // Vendors
  'GET /ben-cung-cap': business,
  'GET /ben-cung-cap/moi': procurement,
  'POST /ben-cung-cap/moi': procurement,
  'GET /ben-cung-cap/:id': business,
  'GET /ben-cung-cap/:id/sua': procurement,
  'POST /ben-cung-cap/:id/sua': procurement,

  // Systems
  'GET /he-thong': business,
  'GET /he-thong/moi': it,
  'POST /he-thong/moi': it,
  'GET /he-thong/:id': business,
  'GET /he-thong/:id/sua': it,
  'POST /he-thong/:id/sua': it,
  'GET /he-thong/:id/xoa': it,
  'POST /he-thong/:id/xoa': it,
  'GET /he-thong/:id/cap-do': it,
  'POST /he-thong/:id/cap-do': it,
  'GET /he-thong/:id/tinh-trang': it,
  'POST /he-thong/:id/tinh-trang': it,
  'GET /he-thong/:id/tep': it,
  'POST /he-thong/:id/tep': it,
  'GET /he-thong/:id/du-lieu/moi': it,
  'POST /he-thong/:id/du-lieu/moi': it,
  'GET /he-thong/:id/du-lieu/:assetId/sua': it,
  'POST /he-thong/:id/du-lieu/:assetId/sua': it,
  'GET /he-thong/:id/du-lieu/:assetId/xoa': it,
  'POST /he-thong/:id/du-lieu/:assetId/xoa': it,

  // Contracts
  'GET /hop-dong': business,
  'GET /hop-dong/moi': procurement,
  'POST /hop-dong/moi': procurement,
  'GET /hop-dong/chuyen-tiep/moi': procurement,
  'POST /hop-dong/chuyen-tiep/moi': procurement,
  'GET /hop-dong/:id': business,
};

/** Addresses where a role is let in by the thing asked for, not by the kind of thing: the others get 404, not 403. */
export const decidedBySubject: readonly string[] = ['GET /tep/:id'];
