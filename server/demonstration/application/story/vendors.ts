import type { Stage } from '../stage.js';

/** A vendor of the story: contracts name it by its tax code. */
export interface StoryVendor {
  readonly id: string;
  readonly taxCode: string;
}

export type VendorStaff = 'engineer' | 'supporter' | 'newcomer' | 'cloudEngineer' | 'deskSupporter';

export interface Vendors {
  readonly north: StoryVendor;
  readonly digital: StoryVendor;
  readonly staff: Readonly<Record<VendorStaff, string>>;
}

/** The officers enter two vendors with their representatives, a subcontractor and the people who work for them. All tax codes are invented, with a right check digit. */
export async function registerVendors(stage: Stage): Promise<Vendors> {
  const north = await registerNorth(stage);
  const digital = await registerDigital(stage);
  const acting = await stage.as('so-dau-moi');
  const hire = (vendor: StoryVendor, fullName: string, post: string, identityTail: string, joinedDaysAgo: number): Promise<string> =>
    stage.rooms.vendors.addPerson(...acting, vendor.id, { fullName, post, identityTail, nationality: 'Việt Nam', joinedOn: stage.day(-joinedDaysAgo) });
  return {
    north,
    digital,
    staff: {
      engineer: await hire(north, 'Trịnh Văn Mẫu Mực', 'Kỹ sư vận hành hệ thống', '0011', 900),
      supporter: await hire(north, 'Cao Thị Thí Nghiệm', 'Chuyên viên hỗ trợ người dùng', '0022', 640),
      newcomer: await hire(north, 'Tạ Văn Phỏng Đoán', 'Kỹ sư cơ sở dữ liệu', '0033', 12),
      cloudEngineer: await hire(digital, 'Lương Văn Không Có', 'Kỹ sư điện toán đám mây', '0044', 420),
      deskSupporter: await hire(digital, 'Hồ Thị Ước Lệ', 'Kỹ sư triển khai một cửa điện tử', '0055', 800),
    },
  };
}

async function registerNorth(stage: Stage): Promise<StoryVendor> {
  const acting = await stage.as('so-dau-moi');
  const taxCode = '9999999901';
  const id = await stage.rooms.vendors.registerVendor(...acting, {
    taxCode,
    name: 'Công ty TNHH Ví Dụ Bắc',
    shortName: 'Ví Dụ Bắc',
    kind: 'domestic_company',
    address: 'Số 1 đường Minh Họa, thành phố Hải Phòng',
    email: 'lien-he@vidubac.example',
  });
  await stage.rooms.vendors.addRepresentative(...acting, id, {
    fullName: 'Chu Văn Đại Diện',
    post: 'Giám đốc',
    authorityGround: 'Giấy chứng nhận đăng ký doanh nghiệp (minh họa)',
    validFrom: stage.day(-1_200),
  });
  await stage.rooms.vendors.addSubcontractor(...acting, id, {
    company: { kind: 'named', name: 'Công ty TNHH Thầu Phụ Mẫu', taxCode: '9999999884' },
    service: 'Sao lưu dữ liệu ngoài địa điểm chính cho hệ thống quản lý hồ sơ và văn bản',
  });
  return { id, taxCode };
}

async function registerDigital(stage: Stage): Promise<StoryVendor> {
  const acting = await stage.as('phuong-dau-moi');
  const taxCode = '9999999891';
  const id = await stage.rooms.vendors.registerVendor(...acting, {
    taxCode,
    name: 'Công ty cổ phần Thí Dụ Số',
    shortName: 'Thí Dụ Số',
    kind: 'domestic_company',
    address: 'Số 2 đường Thí Dụ, thành phố Hải Phòng',
    email: 'hop-dong@thiduso.example',
  });
  await stage.rooms.vendors.addRepresentative(...acting, id, {
    fullName: 'Quách Thị Thay Mặt',
    post: 'Phó Tổng giám đốc',
    authorityGround: 'Giấy ủy quyền của Tổng giám đốc (minh họa)',
    validFrom: stage.day(-200),
    validUntil: stage.day(165),
  });
  return { id, taxCode };
}
