import type { DemonstrationPerson, Role } from '../../../people/index.js';

/** One password for everybody of the story: it is printed at start and offered on the sign-in page, so it protects nothing. */
export const PASSWORD = 'Xem-thu-Dieu6';

/** The agencies of the story: all invented, below the city's. */
export const agencyNames = {
  department: 'Sở Minh Họa',
  ward: 'UBND phường Minh Họa',
  formerWard: 'UBND phường Ví Dụ',
  otherWard: 'UBND phường Thí Dụ Đông',
  commune: 'UBND xã Thí Dụ Tây',
} as const;

export type AgencyKey = keyof typeof agencyNames;

/** At which agency a role is held; 'city' is the root with everything below it. */
export type Post = { readonly role: Role; readonly at: AgencyKey | 'city' };

export interface CastMember extends DemonstrationPerson {
  readonly posts: readonly Post[];
  /** Under which role and agency the sign-in page offers the account; undefined: not offered. */
  readonly offered?: { readonly role: Role; readonly agencyName: string };
}

export const administrator = { login: 'quan-tri', fullName: 'Lý Thị Làm Mẫu', post: 'Quản trị viên hệ thống' } as const satisfies DemonstrationPerson;

const department = (role: Role) => ({ posts: [{ role, at: 'department' }], offered: { role, agencyName: agencyNames.department } }) as const;
const ward = (role: Role, ...more: readonly Role[]) =>
  ({ posts: [role, ...more].map((each) => ({ role: each, at: 'ward' as const })), offered: { role, agencyName: agencyNames.ward } });

/** Everybody but the administrator, in the order in which the sign-in page offers them. */
export const cast: readonly CastMember[] = [
  { login: 'so-dau-moi', fullName: 'Nguyễn Văn Mẫu', post: 'Chuyên viên Phòng Kế hoạch - Tài chính', ...department('procurement_officer') },
  { login: 'so-cntt', fullName: 'Trần Thị Thí Dụ', post: 'Chuyên viên phụ trách công nghệ thông tin', ...department('it_officer') },
  { login: 'so-giam-doc', fullName: 'Lê Văn Giả Định', post: 'Giám đốc Sở', ...department('unit_head') },
  { login: 'so-thanh-tra', fullName: 'Hoàng Văn Ví Dụ', post: 'Thanh tra viên', ...department('auditor') },
  { login: 'so-van-thu', fullName: 'Vũ Thị Bản Mẫu', post: 'Văn thư cơ quan', ...department('records_clerk') },
  {
    login: 'ca-thanh-pho',
    fullName: 'Dương Văn Giả Tưởng',
    post: 'Cán bộ phòng an ninh mạng',
    posts: [{ role: 'city_oversight', at: 'city' }],
    offered: { role: 'city_oversight', agencyName: 'Công an thành phố' },
  },
  // Holds no role of his own: he signs for the director while the delegation of chapter people is in force.
  { login: 'so-pho-giam-doc', fullName: 'Phạm Văn Hư Cấu', post: 'Phó Giám đốc Sở', posts: [], offered: { role: 'unit_head', agencyName: agencyNames.department } },
  { login: 'phuong-dau-moi', fullName: 'Đỗ Thị Tưởng Tượng', post: 'Công chức Văn phòng HĐND và UBND', ...ward('procurement_officer') },
  // One person, two hats: roles combine freely, the walls compare persons.
  { login: 'phuong-cntt', fullName: 'Bùi Văn Thử Nghiệm', post: 'Công chức CNTT kiêm văn thư', ...ward('it_officer', 'records_clerk') },
  { login: 'phuong-chu-tich', fullName: 'Đặng Thị Không Thật', post: 'Chủ tịch UBND phường', ...ward('unit_head') },
  { login: 'phuong-kiem-tra', fullName: 'Ngô Văn Phỏng Theo', post: 'Công chức kiểm tra', ...ward('auditor') },
  { login: 'phuong-cu-dau-moi', fullName: 'Mai Thị Tạm Đặt', post: 'Công chức Văn phòng HĐND và UBND', posts: [{ role: 'procurement_officer', at: 'formerWard' }] },
];
