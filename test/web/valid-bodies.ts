import { inventedTaxCode } from '../builders/vendors.js';
import type { World } from '../builders/world.js';
import type { Fields } from './callers.js';
import type { Samples } from './route-samples.js';
import type { ShownForm } from './shown-forms.js';

/** A form as somebody would fill it in: what stands there stays, empty fields get something of their kind, `special` goes before all. */
export function filledForm(form: ShownForm, special: Fields = {}): Fields {
  const empty = form.texts.filter((name) => form.fields[name] === '');
  const typed = empty.map((name): [string, string] => [name, form.days.includes(name) ? '20/11/2026' : form.amounts.includes(name) ? '1.000.000' : `Nội dung tiếng Việt về ${name}`]);
  return { ...form.fields, ...Object.fromEntries(typed), ...special };
}

/** What only fits one form: codes with a check digit, choices that depend on each other, an order of days. */
export function specialFields(world: World, samples: Samples): Readonly<Record<string, Fields>> {
  const contract = { systems: [samples['/he-thong/:id'] ?? ''], responsible: world.at.procurement_officer.id, operatorName: '', vendor: '', packageCode: '' };
  return {
    '/quan-tri/co-quan/moi': { code: 'trung-tam-moi', recordSymbol: 'TTCĐS' },
    '/quan-tri/co-quan/:id/sua': { nameSince: '01/01/2020' },
    '/quan-tri/co-quan/:id/doi-ten': { name: 'Đơn vị đã đổi tên' },
    '/quan-tri/nguoi-dung/moi': { login: 'nguoi-moi', email: 'nguoi.moi@minh-hoa.example', phone: '0225 000 0001' },
    '/quan-tri/nguoi-dung/:id/sua': { email: '', phone: '' },
    '/quan-tri/thiet-lap/danh-gia-rut-gon': { open: 'yes', limit: '500.000.000' },
    '/quan-tri/thiet-lap/nhac-ket-thuc': { first: '120', second: '45', last: '15' },
    '/van-ban/:id/vao-so': { medium: 'scan' },
    '/uy-quyen/moi': { areas: ['contracts'], validUntil: '20/12/2026' },
    '/uy-quyen/ghi-nhan': { areas: ['contracts'], validUntil: '20/12/2026' },
    '/ben-cung-cap/moi': { taxCode: inventedTaxCode(9_001), email: '' },
    '/ben-cung-cap/:id/sua': { email: '' },
    '/ben-cung-cap/:id/nhan-su/moi': { identityTail: '0123', birthYear: '', email: '' },
    '/nhan-su-ben-cung-cap/:id/sua': { birthYear: '', email: '' },
    '/ben-cung-cap/:id/nha-thau-phu/moi': { company: inventedTaxCode(9_001), companyTaxCode: '' },
    '/ben-cung-cap/:id/nha-thau-phu/:subcontractorId/sua': { companyTaxCode: '' },
    '/nhan-su-ben-cung-cap/:id/thoi-lam-viec': { leftOn: '' },
    '/he-thong/moi': { ownerText: '' },
    '/he-thong/:id/sua': { ownerText: '' },
    '/he-thong/:id/du-lieu/moi': { subjectCount: '' },
    '/he-thong/:id/du-lieu/:assetId/sua': { subjectCount: '' },
    '/hop-dong/moi': contract,
    // The vendor that the form above registered; signed before the agency worked with the product.
    '/hop-dong/chuyen-tiep/moi': { ...contract, vendor: inventedTaxCode(9_001), number: 'Số một/2025', signedOn: '15/06/2025', startsOn: '01/07/2025', endsOn: '30/06/2027' },
    '/hop-dong/:id/dieu-khoan/quyet-dinh-giay': { signer: world.at.unit_head.id },
    '/hop-dong/:id/van-hanh/quyet-dinh-giay': { signer: world.at.unit_head.id },
    '/quyen-truy-cap/de-nghi/:id/quyet-dinh-giay': { signer: world.at.unit_head.id, outcome: 'returned' },
    '/hop-dong/:id/quyen-truy-cap/de-nghi/moi': { sourceAddresses: '203.0.113.7', from1: '', to1: '', from2: '', to2: '' },
    '/quyen-truy-cap/:id/rut-ngan': { untilDay: '20/11/2026', untilTime: '20:00' },
    '/hop-dong/:id/quyen-truy-cap/khan-cap': { sourceAddresses: '203.0.113.7', hours: '1' },
    '/hop-dong/:id/quyen-truy-cap/phien/moi': { sourceAddress: '203.0.113.7', beganDay: '20/11/2026', beganTime: '09:00', endedDay: '20/11/2026', endedTime: '10:00', supervision: 'recorded' },
    '/su-co/moi': { occurredDay: '', occurredTime: '', vendorDay: '', vendorTime: '' },
    '/hop-dong/:id/vu-vi-pham/moi': { signs: ['DH-01'], graver: [], systemIds: [], detectedDay: '20/11/2026', detectedTime: '09:00', occurredDay: '', occurredTime: '', incidentId: '', from: '', fromId: '' },
    '/vu-vi-pham/:id/bo-sung': { signs: ['DH-02'], graver: [] },
    '/vu-vi-pham/:id/ngan-chan': { measure: 'none', systems: [], proposals: [], scope: 'whole', part: '', untilDay: '', untilTime: '', executorId: '', confirmed: 'co' },
    '/vu-vi-pham/bien-phap/:id/da-thuc-hien': { doneDay: '20/11/2026', doneTime: '12:00' },
    '/vu-vi-pham/bien-phap/:id/gia-han': { untilDay: '30/11/2026', untilTime: '17:00' },
    '/vu-vi-pham/de-nghi/:id': { answer: 'refused', untilDay: '', untilTime: '', executorId: '' },
    '/vu-vi-pham/:id/thong-bao/moi': { addressee: 'police' },
    '/vu-vi-pham/:id/thong-bao/:noticeId': { delivery: 'post', issuedOn: '20/11/2026', deliveredDay: '20/11/2026', deliveredTime: '12:00' },
    '/vu-vi-pham/:id/bao-cao': { signedBy: world.at.unit_head.id, issuedOn: '20/11/2026' },
    '/vu-vi-pham/:id/khac-phuc/moi': { doneDay: '20/11/2026', doneTime: '12:00' },
    '/vu-vi-pham/:id/ket-thuc': { outcome: 'unfounded' },
    '/hop-dong/:id/ban-giao/moi': { reason: 'early', requestedOn: '20/11/2026', dueOn: '20/12/2026' },
    '/ban-giao/:id/chay-thu': { confirmed: 'yes' },
    '/ban-giao/:id/chay-thu/ket-qua': { outcome: 'failed' },
    '/ban-giao/:id/xoa-huy': { doneDay: '20/11/2026', doneTime: '12:00' },
    '/ban-giao/:id/ket-thuc': { confirmed: 'yes' },
    '/ban-giao/lan-giao/:id/kiem-tra': { ranDay: '20/11/2026', ranTime: '12:00', outcome: 'passed' },
    '/ban-giao/muc/:id/khong-co': { kind: 'waived' },
    '/ban-giao/muc/:id/quyet-dinh': { decision: 'refused' },
    '/ban-giao/muc/:id/tiep-nhan': { giverPersonId: '', effectiveOn: '20/11/2026' },
    '/ban-giao/tai-khoan/:id/xu-ly': { doneDay: '20/11/2026', doneTime: '12:00' },
    '/ban-giao/:id/ra-soat-tai-khoan': { source: 'pg_roles', takenDay: '20/11/2026', takenTime: '12:00' },
    '/ban-giao/:id/giu-lai': { until: '31/12/2027' },
    '/hop-dong/:id/ky-ket': { agencySigner: world.at.unit_head.id, number: 'Số ba/2026' },
    '/hop-dong/:id/sua': { number: 'Số hai/2026', operatorName: '', vendor: '', packageCode: '' },
    '/doi-chieu-goi-thau/moi': { fromOn: '01/01/2026', toOn: '31/12/2026' },
    '/goi-thau-cong-bo/:id/ket-luan': { outcome: 'excused', reason: 'other', contract: '', follows: '' },
    '/goi-thau-cong-bo/:id/co-quan': { agency: world.ward.id },
    '/danh-gia-rui-ro/:id/bien-phap/moi': { criterionId: 'DL-01', dueOn: '30/12/2026' },
    '/danh-gia-rui-ro/:id/bien-phap/:treatmentId': { dueOn: '30/12/2026' },
    '/danh-gia-rui-ro/:id/nhom/:group': { ...Object.fromEntries(['DL-01', 'DL-02', 'DL-03', 'DL-04', 'DL-05', 'DL-06'].map((id) => [`reason-${id}`, ''])), impact: '5' },
    '/danh-gia-rui-ro/:id/mien-tru/moi': { target: 'knock-out DL-04', endsOn: '30/12/2026' },
    '/danh-gia-rui-ro/:id/su-kien/moi': { triggerId: 'trigger-serious-incident' },
    '/danh-gia-rui-ro/:id/tieu-chi/:criterion/minh-chung': { expiresOn: '' },
    '/danh-gia-rui-ro/:id/minh-chung/:evidenceId': { verdict: 'accepted' },
    '/danh-gia-rui-ro/:id/y-kien': { giver: 'officer', outcome: 'agrees', documentNumber: '', documentDay: '', issuingBody: '' },
    '/danh-gia-rui-ro/:id/quyet-dinh-giay': { outcome: 'returned', signer: world.at.unit_head.id },
    '/hop-dong/:id/phieu-hoi/moi': { recipientEmail: 'dai-dien@minh-hoa.example' },
    '/tra-loi/:token/gui': { declared: 'yes' },
    '/ban-giao/:id/duong-lien-ket': { recipientEmail: 'ban-giao@minh-hoa.example' },
    '/ban-giao/minh-chung/:kind/:subjectId': { verdict: 'questioned' },
    '/giao/:token/hang-muc/:itemId': { effectiveOn: '20/11/2026', uploads: [] },
    '/chuyen-co-quan/:id/quyet-dinh-giay': { signer: world.at.unit_head.id },
  };
}

/** Files of forms that take no signed scan: lists to be read. */
export const specialFiles: Readonly<Record<string, { readonly content: Buffer; readonly name: string }>> = {
  '/ban-giao/:id/ra-soat-tai-khoan': { content: Buffer.from('rolname,rolcanlogin\r\nvận hành,t\r\n'.normalize('NFD')), name: 'pg-roles.csv' },
  '/nhap-danh-sach/moi': { content: Buffer.from('Mã số thuế,Tên bên cung cấp\r\n0200000014,Công ty Minh Họa\r\n'.normalize('NFD')), name: 'ben-cung-cap.csv' },
  '/doi-chieu-goi-thau/moi': { content: Buffer.from('Mã TBMT,Tên gói thầu,Bên mời thầu\r\nIB2699999999-00,Thuê hệ thống,Đơn vị Minh Họa\r\n'.normalize('NFD')), name: 'goi-thau.csv' },
};
