import { roles, type Role } from '../../server/people/index.js';

/** Who may come to an address: nobody known, or somebody in a role of the README's table of roles. */
export type Comer = 'visitor' | Role;

const signedIn: readonly Role[] = roles;
const everyone: readonly Comer[] = ['visitor', ...roles];

/** Everybody who works with the business of an agency; the administrator sees none of it. */
const business: readonly Role[] = ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'city_oversight', 'records_clerk'];
const procurement: readonly Role[] = ['procurement_officer'];
const it: readonly Role[] = ['it_officer'];
/** Those who prepare and score an assessment. */
const officers: readonly Role[] = ['procurement_officer', 'it_officer'];
const head: readonly Role[] = ['unit_head'];
const importReaders: readonly Role[] = ['procurement_officer', 'it_officer', 'unit_head', 'auditor'];
const clerk: readonly Role[] = ['records_clerk'];
const administrator: readonly Role[] = ['administrator'];
const packageReaders: readonly Role[] = ['procurement_officer', 'unit_head', 'auditor', 'city_oversight'];

/** A form page and its act, for the same people. */
function form(path: string, comers: readonly Comer[]): Record<string, readonly Comer[]> {
  return { [`GET ${path}`]: comers, [`POST ${path}`]: comers };
}

/**
 * Who may come to which address of the product, in their own agency. Written by hand from the README's table of roles, apart from the permission tables
 * that the product decides by: a change of rights is a change here, to be read by whoever reviews it.
 */
export const permissionMatrix: Readonly<Record<string, readonly Comer[]>> = {
  // The own session
  ...form('/dang-nhap', everyone),
  'POST /dang-xuat': signedIn,
  'POST /co-quan-lam-viec': signedIn,
  'GET /tai-khoan': signedIn,
  ...form('/tai-khoan/mat-khau', signedIn),

  // Home; files are decided by their subject
  'GET /': signedIn,
  'GET /viec-can-lam': signedIn,
  // What is found is decided thing by thing.
  'GET /tim-kiem': signedIn,
  'GET /tep/:id': business,
  'GET /tep/:id/xem': business,

  // The law and the agency's own rules, for everybody who works here
  'GET /thu-vien-can-cu': signedIn,
  'GET /thu-vien-can-cu/:library/:version': signedIn,

  // Agencies, users, settings
  'GET /quan-tri': administrator,
  'GET /quan-tri/thu-gui': administrator,
  'GET /quan-tri/co-quan': administrator,
  'POST /quan-tri/co-quan/xuat': administrator,
  ...form('/quan-tri/co-quan/moi', administrator),
  'GET /quan-tri/co-quan/:id': administrator,
  ...form('/quan-tri/co-quan/:id/sua', administrator),
  ...form('/quan-tri/co-quan/:id/doi-ten', administrator),
  ...form('/quan-tri/co-quan/:id/ket-thuc', administrator),
  'GET /quan-tri/nguoi-dung': administrator,
  'POST /quan-tri/nguoi-dung/xuat': administrator,
  ...form('/quan-tri/nguoi-dung/moi', administrator),
  'GET /quan-tri/nguoi-dung/:id': administrator,
  ...form('/quan-tri/nguoi-dung/:id/sua', administrator),
  ...form('/quan-tri/nguoi-dung/:id/dat-lai-mat-khau', administrator),
  ...form('/quan-tri/nguoi-dung/:id/dong', administrator),
  'POST /quan-tri/nguoi-dung/:id/mo-lai': administrator,
  'POST /quan-tri/nguoi-dung/:id/mo-khoa': administrator,
  ...form('/quan-tri/nguoi-dung/:id/vai-tro/moi', administrator),
  'POST /quan-tri/nguoi-dung/:id/vai-tro/:roleId/ket-thuc': administrator,
  ...form('/quan-tri/thiet-lap', administrator),
  ...form('/quan-tri/thiet-lap/danh-gia-rut-gon', administrator),
  ...form('/quan-tri/thiet-lap/nhac-ket-thuc', administrator),

  // Delegations: given by the head, recorded by the clerk; one is also read by the two it concerns
  'GET /uy-quyen': ['unit_head', 'auditor', 'records_clerk', 'administrator'],
  'POST /uy-quyen/xuat': ['unit_head', 'auditor', 'records_clerk', 'administrator'],
  ...form('/uy-quyen/moi', head),
  ...form('/uy-quyen/ghi-nhan', clerk),
  'GET /uy-quyen/:id': ['unit_head', 'auditor', 'records_clerk', 'administrator'],
  ...form('/uy-quyen/:id/thu-hoi', head),

  // Records: everybody who works with the agency's business reads them; the clerk numbers them
  'GET /van-ban': business,
  'POST /van-ban/xuat': business,
  'GET /van-ban/:id': business,
  'GET /van-ban/:id/ban-in': business,
  'GET /van-ban/:id/ban-in-chinh-thuc': business,
  ...form('/van-ban/:id/vao-so', clerk),
  'POST /van-ban/:id/in-lai': ['procurement_officer', 'it_officer', 'unit_head', 'records_clerk'],
  ...form('/van-ban/:id/thu-hoi', ['procurement_officer', 'it_officer', 'unit_head', 'records_clerk']),
  ...form('/van-ban/:id/dinh-kem', clerk),

  // Vendors, their people and the commitments of those
  'GET /ben-cung-cap': business,
  'POST /ben-cung-cap/xuat': business,
  ...form('/ben-cung-cap/moi', procurement),
  'GET /ben-cung-cap/:id': business,
  ...form('/ben-cung-cap/:id/sua', procurement),
  ...form('/ben-cung-cap/:id/tep', procurement),
  ...form('/ben-cung-cap/:id/xoa', procurement),
  ...form('/ben-cung-cap/:id/nguoi-dai-dien/moi', procurement),
  ...form('/ben-cung-cap/:id/nguoi-dai-dien/:representativeId/sua', procurement),
  ...form('/ben-cung-cap/:id/nha-thau-phu/moi', procurement),
  ...form('/ben-cung-cap/:id/nha-thau-phu/:subcontractorId/sua', procurement),
  ...form('/ben-cung-cap/:id/nhan-su/moi', procurement),
  'GET /nhan-su-ben-cung-cap/:id': business,
  ...form('/nhan-su-ben-cung-cap/:id/sua', procurement),
  ...form('/nhan-su-ben-cung-cap/:id/thoi-lam-viec', procurement),
  ...form('/nhan-su-ben-cung-cap/:id/cam-ket/moi', procurement),
  'GET /cam-ket-bao-mat/:id': business,
  ...form('/cam-ket-bao-mat/:id/ket-thuc', procurement),

  // Systems and their data
  'GET /he-thong': business,
  'POST /he-thong/xuat': business,
  ...form('/he-thong/moi', it),
  'GET /he-thong/:id': business,
  ...form('/he-thong/:id/sua', it),
  ...form('/he-thong/:id/xoa', it),
  ...form('/he-thong/:id/cap-do', it),
  ...form('/he-thong/:id/tinh-trang', it),
  ...form('/he-thong/:id/tep', it),
  ...form('/he-thong/:id/du-lieu/moi', it),
  ...form('/he-thong/:id/du-lieu/:assetId/sua', it),
  ...form('/he-thong/:id/du-lieu/:assetId/xoa', it),

  // Contracts; taking one over is decided by the head, and recorded by others when decided on paper
  'GET /hop-dong': business,
  'POST /hop-dong/xuat': business,
  ...form('/hop-dong/moi', procurement),
  ...form('/hop-dong/chuyen-tiep/moi', procurement),
  'GET /hop-dong/chi-cho-an-ninh-mang': business,
  'GET /hop-dong/:id': business,
  ...form('/hop-dong/:id/sua', procurement),
  ...form('/hop-dong/:id/phu-luc/moi', procurement),
  ...form('/hop-dong/:id/tep', procurement),
  ...form('/hop-dong/:id/huy', procurement),
  ...form('/hop-dong/:id/chuyen-co-quan', procurement),

  // Risk assessments: opened by the procurement officer, scored by the IT officer, decided by the head
  'GET /danh-gia-rui-ro': business,
  'GET /hop-dong/:id/danh-gia-rui-ro': business,
  'POST /hop-dong/:id/danh-gia-rui-ro': procurement,
  'GET /danh-gia-rui-ro/:id': business,
  'GET /danh-gia-rui-ro/:id/cach-tinh': business,
  'GET /danh-gia-rui-ro/:id/so-sanh': business,
  ...form('/danh-gia-rui-ro/:id/pham-vi', it),
  ...form('/danh-gia-rui-ro/:id/nhom/:group', it),
  ...form('/danh-gia-rui-ro/:id/tieu-chi/:criterion/minh-chung', ['procurement_officer', 'it_officer']),
  ...form('/danh-gia-rui-ro/:id/minh-chung/:evidenceId', it),
  ...form('/danh-gia-rui-ro/:id/bien-phap/moi', ['procurement_officer', 'it_officer']),
  ...form('/danh-gia-rui-ro/:id/bien-phap/:treatmentId', ['procurement_officer', 'it_officer']),
  'POST /danh-gia-rui-ro/:id/bien-phap/:treatmentId/xoa': ['procurement_officer', 'it_officer'],
  ...form('/danh-gia-rui-ro/:id/bao-cao', ['procurement_officer', 'it_officer']),
  ...form('/danh-gia-rui-ro/:id/trinh', ['procurement_officer', 'it_officer']),
  ...form('/danh-gia-rui-ro/:id/y-kien', it),
  'GET /danh-gia-rui-ro/:id/phe-duyet': business,
  'POST /danh-gia-rui-ro/:id/phe-duyet': head,
  'POST /danh-gia-rui-ro/:id/phe-duyet/dong-y': head,
  ...form('/danh-gia-rui-ro/:id/quyet-dinh-giay', ['procurement_officer', 'records_clerk']),
  ...form('/danh-gia-rui-ro/:id/mien-tru/moi', ['procurement_officer', 'it_officer']),
  ...form('/danh-gia-rui-ro/:id/su-kien/moi', ['procurement_officer', 'it_officer']),
  'GET /mien-tru-rui-ro/:id': business,
  'POST /mien-tru-rui-ro/:id': head,
  'POST /mien-tru-rui-ro/:id/dong-y': head,
  // Clauses, signing, going live: read by whoever examines the contract
  'GET /hop-dong/:id/dieu-khoan': business,
  'POST /hop-dong/:id/dieu-khoan': head,
  'POST /hop-dong/:id/dieu-khoan/bat-dau': procurement,
  ...form('/hop-dong/:id/dieu-khoan/nhom/:group', procurement),
  'POST /hop-dong/:id/dieu-khoan/phu-luc-chuan': procurement,
  'POST /hop-dong/:id/dieu-khoan/phu-luc-chuan/:annexId/su-dung': procurement,
  'POST /hop-dong/:id/dieu-khoan/trinh': procurement,
  'POST /hop-dong/:id/dieu-khoan/xac-nhan': head,
  ...form('/hop-dong/:id/dieu-khoan/quyet-dinh-giay', ['procurement_officer', 'records_clerk']),
  // Violations: whoever works with the contract opens a case, the head contains and ends it, the IT officer first out of hours
  'GET /vu-vi-pham': business,
  'POST /vu-vi-pham/xuat': business,
  'GET /vu-vi-pham/moi': [...officers, ...head],
  ...form('/hop-dong/:id/vu-vi-pham/moi', [...officers, ...head]),
  'GET /ben-cung-cap/:id/vi-pham': business,
  'GET /vu-vi-pham/de-nghi': head,
  'GET /vu-vi-pham/de-nghi/:id': business,
  'POST /vu-vi-pham/de-nghi/:id': head,
  ...form('/vu-vi-pham/bien-phap/:id/da-thuc-hien', it),
  ...form('/vu-vi-pham/bien-phap/:id/gia-han', head),
  ...form('/vu-vi-pham/bien-phap/:id/hoat-dong-tro-lai', head),
  'GET /vu-vi-pham/ngan-chan/:id': business,
  'GET /vu-vi-pham/:id': business,
  ...form('/vu-vi-pham/:id/bo-sung', [...officers, ...head]),
  ...form('/vu-vi-pham/:id/su-co', [...officers, ...head]),
  ...form('/vu-vi-pham/:id/ngan-chan', ['unit_head', 'it_officer']),
  'POST /vu-vi-pham/:id/xac-nhan': head,
  ...form('/vu-vi-pham/:id/thong-bao/moi', ['procurement_officer', 'unit_head', 'records_clerk']),
  ...form('/vu-vi-pham/:id/thong-bao/:noticeId', ['procurement_officer', 'unit_head', 'records_clerk']),
  ...form('/vu-vi-pham/:id/bao-cao', [...officers, ...head]),
  ...form('/vu-vi-pham/:id/khac-phuc/moi', officers),
  ...form('/vu-vi-pham/:id/khac-phuc/:remedyId', ['it_officer', 'unit_head']),
  ...form('/vu-vi-pham/:id/ket-thuc', head),
  'POST /vu-vi-pham/:id/van-ban/bien-ban-dau-hieu': [...officers, ...head],
  'POST /vu-vi-pham/:id/van-ban/bien-ban-thu-hoi': [...officers, ...head],
  // The end of a hire: officers receive, try and settle, the head decides on what is left out and closes
  'GET /ket-thuc': business,
  'POST /ket-thuc/xuat': business,
  'GET /hop-dong/:id/ban-giao': business,
  ...form('/hop-dong/:id/ban-giao/moi', ['procurement_officer', 'unit_head']),
  'GET /ban-giao/:id': business,
  'GET /ban-giao/muc/:id': business,
  ...form('/ban-giao/:id/them-hang-muc', officers),
  ...form('/ban-giao/muc/:id/khong-co', officers),
  ...form('/ban-giao/muc/:id/quyet-dinh', head),
  ...form('/ban-giao/muc/:id/tiep-nhan', officers),
  ...form('/ban-giao/lan-giao/:id/xac-nhan', officers),
  ...form('/ban-giao/lan-giao/:id/kiem-tra', ['it_officer', 'procurement_officer']),
  ...form('/ban-giao/:id/nguoi-kiem-tra', head),
  'GET /ban-giao/tai-khoan/:id': business,
  ...form('/ban-giao/tai-khoan/:id/xu-ly', it),
  ...form('/ban-giao/:id/them-tai-khoan', officers),
  ...form('/ban-giao/:id/ra-soat-tai-khoan', it),
  'GET /ban-giao/ra-soat/:id': business,
  ...form('/ban-giao/:id/chay-thu', ['it_officer', 'unit_head']),
  ...form('/ban-giao/:id/chay-thu/ket-qua', it),
  ...form('/ban-giao/:id/xoa-huy', officers),
  ...form('/ban-giao/:id/giu-lai', officers),
  ...form('/ban-giao/:id/ket-thuc', head),
  // The vendor's link, large files, and what auditors find of evidence; the vendor's own pages are open to whoever holds the link
  ...form('/ban-giao/:id/duong-lien-ket', officers),
  ...form('/ban-giao/:id/duong-lien-ket/thu-hoi', officers),
  'POST /ban-giao/muc/:id/tep': officers,
  'POST /ban-giao/tep/:uploadId': officers,
  'GET /ban-giao/:id/minh-chung': business,
  'GET /ban-giao/minh-chung/:kind/:subjectId': business,
  'POST /ban-giao/minh-chung/:kind/:subjectId': ['auditor'],
  ...form('/ban-giao/nhan-xet/:id/tra-loi', [...officers, ...head]),
  'GET /kiem-tra-tep': [...officers, 'auditor', 'city_oversight', 'administrator'],
  'GET /giao/:token': everyone,
  ...form('/giao/:token/hang-muc/:itemId', everyone),
  'POST /giao/:token/hang-muc/:itemId/tep': everyone,
  'POST /giao/:token/tep/:uploadId': everyone,
  'POST /ban-giao/:id/van-ban/yeu-cau-chuyen-giao': [...officers, ...head],
  'POST /ban-giao/:id/van-ban/bien-ban-ban-giao': [...officers, ...head],
  'POST /ban-giao/:id/van-ban/bien-ban-kiem-tra': [...officers, ...head],
  'POST /ban-giao/:id/van-ban/bien-ban-xoa-huy': [...officers, ...head],
  'POST /ban-giao/:id/van-ban/thanh-ly': [...officers, ...head],
  'POST /ban-giao/:id/van-ban/bao-cao-ket-thuc': [...officers, ...head],

  // A vendor's access
  'GET /quyen-truy-cap': business,
  'POST /quyen-truy-cap/xuat': business,
  'GET /quyen-truy-cap/cho-duyet': head,
  'GET /hop-dong/:id/quyen-truy-cap': business,
  'GET /hop-dong/:id/quyen-truy-cap/de-nghi': officers,
  ...form('/hop-dong/:id/quyen-truy-cap/de-nghi/moi', officers),
  'GET /quyen-truy-cap/de-nghi/:id': business,
  'POST /quyen-truy-cap/de-nghi/:id': head,
  'POST /quyen-truy-cap/de-nghi/:id/phe-duyet': head,
  'POST /quyen-truy-cap/de-nghi/:id/rut': officers,
  ...form('/quyen-truy-cap/de-nghi/:id/quyet-dinh-giay', ['records_clerk', 'procurement_officer']),
  'GET /quyen-truy-cap/:id': business,
  ...form('/quyen-truy-cap/:id/mo', ['it_officer', 'unit_head']),
  'POST /quyen-truy-cap/:id/luot/:useId/dong': ['it_officer', 'unit_head'],
  'POST /quyen-truy-cap/:id/luot/:useId/da-biet': head,
  ...form('/quyen-truy-cap/:id/ra-soat', ['unit_head', 'it_officer']),
  ...form('/quyen-truy-cap/:id/rut-ngan', ['procurement_officer', 'it_officer', 'unit_head']),
  ...form('/quyen-truy-cap/:id/tra-som', officers),
  ...form('/quyen-truy-cap/:id/thu-hoi', ['it_officer', 'unit_head']),
  ...form('/hop-dong/:id/quyen-truy-cap/khan-cap', ['it_officer', 'unit_head']),
  ...form('/hop-dong/:id/quyen-truy-cap/thu-hoi', ['it_officer', 'unit_head']),
  ...form('/hop-dong/:id/quyen-truy-cap/phien/moi', officers),
  'GET /quyen-truy-cap/phien/:id': business,
  ...form('/quyen-truy-cap/tai-khoan/:lineId', it),
  'POST /hop-dong/:id/quyen-truy-cap/van-ban/thoa-thuan-bao-mat': officers,
  'POST /hop-dong/:id/quyen-truy-cap/van-ban/quyet-dinh-cap-quyen': officers,
  'POST /hop-dong/:id/quyen-truy-cap/van-ban/so-theo-doi': officers,
  'POST /quyen-truy-cap/de-nghi/:id/van-ban': officers,
  'POST /quyen-truy-cap/phien/:id/van-ban': officers,

  // Clocks and the reports sent for them
  'GET /thoi-han/:id': business,
  ...form('/thoi-han/:id/bao-cao', ['procurement_officer', 'it_officer', 'unit_head']),
  ...form('/thoi-han/:id/giai-trinh', ['procurement_officer', 'it_officer', 'unit_head']),
  'POST /bao-cao-thoi-han/:id/tiep-nhan': ['city_oversight'],
  ...form('/bao-cao-thoi-han/:id/da-nhan', ['procurement_officer', 'it_officer', 'unit_head']),

  // Incidents: whoever works at the agency writes one down
  'GET /su-co': business,
  'POST /su-co/xuat': business,
  ...form('/su-co/moi', ['procurement_officer', 'it_officer', 'unit_head', 'records_clerk']),
  'GET /su-co/:id': business,
  ...form('/su-co/:id/muc-do', ['procurement_officer', 'it_officer', 'unit_head']),
  ...form('/su-co/:id/dieu-kien', ['procurement_officer', 'it_officer', 'unit_head']),
  ...form('/su-co/:id/tin-bao', ['procurement_officer', 'it_officer', 'unit_head']),
  ...form('/su-co/:id/xu-ly', ['procurement_officer', 'it_officer', 'unit_head']),
  ...form('/su-co/:id/bao-cao-24-gio', ['procurement_officer', 'it_officer', 'unit_head']),
  'POST /su-co/:id/bien-ban-du-lieu-ca-nhan': ['procurement_officer', 'it_officer', 'unit_head'],

  'GET /hop-dong/:id/ky-ket': business,
  'POST /hop-dong/:id/ky-ket': procurement,
  'GET /hop-dong/:id/van-hanh': business,
  ...form('/hop-dong/:id/van-hanh/bat-dau', procurement),
  ...form('/hop-dong/:id/van-hanh/ket-qua', it),
  ...form('/hop-dong/:id/van-hanh/phuong-an', it),
  'POST /hop-dong/:id/van-hanh/dua-vao-van-hanh': head,
  ...form('/hop-dong/:id/van-hanh/quyet-dinh-giay', ['procurement_officer', 'records_clerk']),
  'GET /chuyen-co-quan/:id': ['procurement_officer', 'unit_head', 'records_clerk', 'auditor', 'city_oversight'],
  'POST /chuyen-co-quan/:id': head,
  'POST /chuyen-co-quan/:id/tiep-nhan': head,
  ...form('/chuyen-co-quan/:id/quyet-dinh-giay', ['procurement_officer', 'records_clerk']),

  // Published packages against the register: officers, auditors and the city bring lists in; the agency itself says what became of its packages
  'GET /doi-chieu-goi-thau': packageReaders,
  'POST /doi-chieu-goi-thau/xuat': packageReaders,
  ...form('/doi-chieu-goi-thau/moi', ['procurement_officer', 'auditor', 'city_oversight']),
  'GET /doi-chieu-goi-thau/:id': packageReaders,
  'POST /doi-chieu-goi-thau/:id/xuat': packageReaders,
  'GET /doi-chieu-goi-thau/:id/hop-dong': packageReaders,
  'POST /doi-chieu-goi-thau/:id/hop-dong/xuat': packageReaders,
  'GET /goi-thau-cong-bo/:id': packageReaders,
  ...form('/goi-thau-cong-bo/:id/ket-luan', procurement),
  ...form('/goi-thau-cong-bo/:id/co-quan', ['procurement_officer', 'city_oversight']),

  // Questionnaires; the vendor's pages are for whoever holds the link
  'GET /phieu-hoi': business,
  'GET /phieu-hoi/:id': business,
  ...form('/phieu-hoi/:id/gui-lai', officers),
  ...form('/phieu-hoi/:id/mo-lai', officers),
  ...form('/phieu-hoi/:id/thu-hoi', officers),
  'POST /phieu-hoi/:id/tiep-nhan': officers,
  ...form('/hop-dong/:id/phieu-hoi/moi', officers),
  ...form('/hop-dong/:id/phieu-hoi/ho-so', officers),
  'GET /tra-loi/:token': everyone,
  ...form('/tra-loi/:token/nhom/:group', everyone),
  ...form('/tra-loi/:token/gui', everyone),

  // Lists brought in: contracts, packages, vendors and people by procurement, systems and data by it; the samples are lists of contracts
  'GET /nhap-danh-sach': importReaders,
  ...form('/nhap-danh-sach/moi', ['procurement_officer', 'it_officer']),
  'GET /nhap-danh-sach/mau/:kind': procurement,
  'GET /nhap-danh-sach/:id': importReaders,
  'GET /nhap-danh-sach/:id/tep-goc': importReaders,
  'GET /nhap-danh-sach/:id/dong-chua-nhap': importReaders,
  'POST /nhap-danh-sach/:id/trang-tinh': procurement,
  'POST /nhap-danh-sach/:id/hang-tieu-de': procurement,
  'POST /nhap-danh-sach/:id/cot': procurement,
  'POST /nhap-danh-sach/:id/ghep-lai': procurement,
  'POST /nhap-danh-sach/:id/tra-loi': procurement,
  'POST /nhap-danh-sach/:id/nhap': procurement,
  'POST /nhap-danh-sach/:id/bo': procurement,
  ...form('/nhap-danh-sach/:id/hoan-tac', procurement),
};

/** Addresses where a role is let in by the thing asked for, not by the kind of thing: the others get 404, not 403. */
export const decidedBySubject: readonly string[] = ['GET /tep/:id', 'GET /tep/:id/xem', 'GET /uy-quyen/:id'];
