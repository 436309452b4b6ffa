import type { Place } from './home/index.js';

/** The left navigation, in the order of a contract's life. */
export const places: readonly Place[] = [
  { section: 'home', label: 'Việc cần làm', href: '/', icon: 'tasks', subject: undefined },
  { section: 'contracts', label: 'Hợp đồng', href: '/hop-dong', icon: 'contract', subject: 'Contract' },
  { section: 'risk-assessments', label: 'Đánh giá rủi ro', href: '/danh-gia-rui-ro', icon: 'chart', subject: 'RiskAssessment' },
  { section: 'vendors', label: 'Bên cung cấp', href: '/ben-cung-cap', icon: 'vendor', subject: 'Vendor' },
  { section: 'questionnaires', label: 'Phiếu hỏi', href: '/phieu-hoi', icon: 'inspect', subject: 'Questionnaire' },
  { section: 'systems', label: 'Hệ thống thông tin', href: '/he-thong', icon: 'server', subject: 'System' },
  { section: 'access', label: 'Quyền truy cập', href: '/quyen-truy-cap', icon: 'key', subject: 'AccessGrant' },
  { section: 'incidents', label: 'Sự cố', href: '/su-co', icon: 'warning', subject: 'Incident' },
  { section: 'violations', label: 'Vi phạm', href: '/vu-vi-pham', icon: 'flag', subject: 'ViolationCase' },
  { section: 'handovers', label: 'Kết thúc, bàn giao', href: '/ket-thuc', icon: 'handover', subject: 'Closing' },
  { section: 'records', label: 'Văn bản', href: '/van-ban', icon: 'document', subject: 'Record' },
  { section: 'reconciliation', label: 'Đối chiếu gói thầu', href: '/doi-chieu-goi-thau', icon: 'inspect', subject: 'PublishedList' },
  { section: 'imports', label: 'Nhập danh sách', href: '/nhap-danh-sach', icon: 'document', subject: 'Import' },
  { section: 'delegations', label: 'Ủy quyền', href: '/uy-quyen', icon: 'user', subject: 'Delegation' },
  { section: 'evidence-check', label: 'Kiểm tra tệp lưu trữ', href: '/kiem-tra-tep', icon: 'file', subject: 'EvidenceCheck' },
  { section: 'library', label: 'Thư viện căn cứ', href: '/thu-vien-can-cu', icon: 'document', subject: undefined },
  { section: 'administration', label: 'Quản trị', href: '/quan-tri', icon: 'settings', subject: 'User' },
];
