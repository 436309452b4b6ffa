/** What the fields of this room are called, in a history and where two versions are compared. */
export const fieldNames: Readonly<Record<string, string>> = {
  taxCode: 'mã số thuế',
  name: 'tên',
  shortName: 'tên viết tắt',
  kind: 'loại hình',
  address: 'địa chỉ',
  phone: 'điện thoại',
  email: 'thư điện tử',
  note: 'ghi chú',
  ceasedOn: 'ngày ngừng hoạt động',
  fullName: 'họ và tên',
  post: 'chức vụ',
  authorityGround: 'căn cứ đại diện',
  validFrom: 'ngày bắt đầu',
  validUntil: 'ngày kết thúc',
  company: 'công ty',
  companyId: 'công ty',
  companyName: 'tên công ty',
  companyTaxCode: 'mã số thuế công ty',
  service: 'phần việc',
  endedOn: 'ngày kết thúc',
  leftOn: 'ngày thôi làm việc',
  ground: 'lý do',
  identityTail: 'bốn ký tự cuối giấy tờ tùy thân',
  birthYear: 'năm sinh',
  nationality: 'quốc tịch',
  joinedOn: 'ngày vào làm',
};

/** The first letter as a capital: a name at the beginning of a line. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
