import { contractRefusalTexts } from '../../contracts/index.js';
import { systemRefusalTexts } from '../../systems/index.js';
import type { SaidOfRow } from '../application/read-imports.js';
import type { KnownColumn } from '../domain/columns.js';
import type { AskReason, RemarkCode, WrongReason } from '../domain/understanding.js';

type Text = (facts: Readonly<Record<string, string>>) => string;

const quoted = ({ source }: Readonly<Record<string, string>>): string => (source === undefined || source === '' ? '' : ` "${source}"`);

/** Why a cell cannot be taken; each says what is there and how to put it right. */
const wrongTexts: Readonly<Record<WrongReason, Text>> = {
  missing: () => 'thiếu nội dung; ghi nội dung vào ô này',
  'error-cell': ({ code }) => `ô chứa lỗi ${code ?? ''} của bảng tính; ghi lại giá trị`,
  'control-characters': () => 'có ký tự điều khiển không đọc được; gõ lại nội dung',
  'too-long': ({ length, most, longest }) => `dài ${length ?? ''} ký tự, nhiều nhất ${most ?? longest ?? ''}; rút gọn`,
  'not-money': (facts) => `${quoted(facts).trim()} không phải là số tiền; ghi số đồng, ví dụ 1.234.567.890`,
  negative: () => 'là số âm; ghi số không âm',
  'too-large': ({ amount, most }) => `${amount ?? ''} lớn hơn mức cao nhất có thể ghi nhận${most === undefined ? '' : ` (${most})`}; kiểm tra lại số chữ số và đơn vị tính`,
  'foreign-currency': (facts) => `${quoted(facts).trim()} là ngoại tệ; ghi số tiền bằng đồng`,
  'not-a-day': (facts) => `${quoted(facts).trim()} không phải là ngày; ghi dạng 05/01/2026`,
  'impossible-day': ({ day }) => `${day ?? ''} không phải là ngày có thật; kiểm tra lại ngày, tháng`,
  'year-out-of-range': ({ year }) => `năm ${year ?? ''} ngoài khoảng có thể; kiểm tra lại năm`,
  'part-of-day-missing': (facts) => `${quoted(facts).trim()} thiếu ngày hoặc tháng; ghi đủ ngày/tháng/năm`,
  'tax-code-length': (facts) => `${quoted(facts).trim()} phải có 10 hoặc 13 chữ số (tổ chức), hoặc 12 chữ số (cá nhân)`,
  'tax-code-characters': (facts) => `${quoted(facts).trim()} chỉ được gồm chữ số và dấu gạch nối`,
  'tax-code-check-digit': (facts) => `${quoted(facts).trim()} sai chữ số kiểm tra; đối chiếu giấy đăng ký doanh nghiệp`,
  'tax-code-branch': (facts) => `${quoted(facts).trim()} sai phần mã đơn vị phụ thuộc (ba chữ số sau dấu gạch nối, từ 001)`,
  'tax-code-province': (facts) => `${quoted(facts).trim()} không đúng mã tỉnh ở ba chữ số đầu của số định danh cá nhân`,
  'not-a-package-code': (facts) => `${quoted(facts).trim()} không phải là mã gói thầu; ghi dạng IB2600012345-00`,
  'not-yes-or-no': (facts) => `${quoted(facts).trim()} không rõ là có hay không; ghi Có hoặc Không`,
  'not-a-level': (facts) => `${quoted(facts).trim()} không phải là cấp độ; ghi số từ 1 đến 5`,
  'not-a-count': (facts) => `${quoted(facts).trim()} không phải là số đếm; ghi số nguyên không âm`,
  'not-an-email': (facts) => `${quoted(facts).trim()} không phải là địa chỉ thư điện tử`,
  'not-a-phone': (facts) => `${quoted(facts).trim()} không phải là số điện thoại`,
  'not-a-choice': ({ source, choices }) => `“${source ?? ''}” không có trong danh sách giá trị${choices === undefined ? '' : ` (${choices})`}`,
};

/** Why something must be asked: what is unclear, in words for the person who knows the list. */
const askTexts: Readonly<Record<AskReason, Text>> = {
  'separator-ambiguous': (facts) => `Dấu phân cách trong${quoted(facts)} có thể đọc theo hai cách. Số nào đúng?`,
  'fraction-of-dong': (facts) => `${quoted(facts).trim()} có phần lẻ của đồng. Lấy số nào?`,
  'unit-doubtful': (facts) => `Đơn vị tính của${quoted(facts)} chưa rõ. Số tiền nào đúng?`,
  'imprecise-number': (facts) => `${quoted(facts).trim()} là số lớn mà bảng tính đã làm tròn. Có đúng số này không?`,
  'day-order': (facts) => `${quoted(facts).trim()} có thể là ngày trước tháng hoặc tháng trước ngày. Ngày nào đúng?`,
  'day-swapped': (facts) => `Ngày và tháng của${quoted(facts)} có thể đã bị bảng tính đảo. Ngày nào đúng?`,
  'near-choice': (facts) => `${quoted(facts).trim()} gần giống giá trị dưới đây. Có phải không?`,
  'several-choices': (facts) => `${quoted(facts).trim()} khớp nhiều giá trị. Chọn một.`,
  'looks-like-other': ({ source, looksLike }) => `“${source ?? ''}” trông như ${likenesses[looksLike ?? ''] ?? 'nội dung của cột khác'}. Có đúng là của cột này không?`,
  'same-as-other-column': (facts) => `${quoted(facts).trim()} giống hệt nội dung của cột khác trong dòng. Có đúng là của cột này không?`,
  'several-values': (facts) => `${quoted(facts).trim()} chứa nhiều giá trị. Lấy giá trị nào?`,
};

const likenesses: Readonly<Record<string, string>> = {
  money: 'số tiền', day: 'ngày', 'tax-code': 'mã số thuế', 'package-code': 'mã gói thầu', email: 'thư điện tử', phone: 'số điện thoại', number: 'một con số', 'address-of-a-page': 'địa chỉ trang web', 'yes-no': 'câu trả lời có, không',
};

/** Questions about whom a name means. */
const partyTexts: Readonly<Record<string, Text>> = {
  'agency-near': (facts) => `${quoted(facts).trim()} gần giống các cơ quan dưới đây. Là cơ quan nào?`,
  'agency-unknown': (facts) => `Chưa nhận ra cơ quan${quoted(facts)}. Ghi cho cơ quan nào?`,
  'vendor-near': (facts) => `${quoted(facts).trim()} gần giống các bên cung cấp dưới đây. Là bên nào?`,
  'vendor-named-otherwise': ({ source, code, name }) => `Mã số thuế ${code ?? ''} là của “${name ?? ''}”, nhưng danh sách ghi “${source ?? ''}”. Là bên nào?`,
  'system-near': (facts) => `${quoted(facts).trim()} gần giống các hệ thống dưới đây. Là hệ thống nào?`,
};

/** What was done to a cell to understand it. */
const remarkTexts: Readonly<Record<RemarkCode, Text>> = {
  'label-removed': ({ label }) => `bỏ nhãn “${label ?? ''}”`,
  'unit-applied': ({ amount }) => `tính theo đơn vị: ${amount ?? ''}`,
  'time-left-out': ({ time }) => `bỏ giờ ${time ?? ''}`,
  'century-added': ({ year }) => `hiểu là năm ${year ?? ''}`,
  'leading-zero-restored': ({ code }) => `thêm lại số 0 đầu: ${code ?? ''}`,
  'branch-hyphen-added': ({ code }) => `thêm dấu gạch nối: ${code ?? ''}`,
  'fraction-dropped': () => 'bỏ phần lẻ bằng không',
  'country-code-removed': () => 'bỏ mã quốc gia',
  'spelled-otherwise': ({ taken }) => `hiểu là “${taken ?? ''}”`,
  'from-formula': () => 'lấy giá trị của công thức, không chạy công thức',
  'broken-quotes': () => 'dấu ngoặc kép trong dòng không khớp nhau; xem lại nội dung',
};

/** What this room itself says of a row. */
const roomTexts: Readonly<Record<string, Text>> = {
  'as-answered': (facts) => `${quoted(facts).trim()} đọc theo câu trả lời`,
  'left-empty': (facts) => `${quoted(facts).trim()} không phải của cột này; để trống`,
  'answered-none': (facts) => `${quoted(facts).trim()} không khớp lựa chọn nào; sửa lại trong tệp`,
  'not-answered': () => 'Còn câu hỏi chưa được trả lời cho dòng này.',
  'too-many-questions': (facts) => `${quoted(facts).trim()} chưa rõ; danh sách có quá nhiều nội dung chưa rõ, sửa lại trong tệp`,
  'party-by-former-name': ({ name }) => `tên cũ; nay là ${name ?? ''}`,
  'party-by-written-out': ({ name }) => `viết tắt; hiểu là ${name ?? ''}`,
  'agency-unknown': (facts) => `chưa nhận ra cơ quan${quoted(facts)}; ghi tên hoặc mã cơ quan`,
  'agency-without-right': (facts) => `chưa có quyền nhập cho cơ quan${quoted(facts)}; chỉ nhập được cho cơ quan của mình`,
  'taken-over-by-another-agency': () => 'hợp đồng này đã chuyển cho cơ quan khác; không nhập được từ đây',
  'no-right': () => 'vai trò hiện nay không nhập được nội dung này',
  'vendor-not-registered': (facts) => `mã số thuế${quoted(facts)} chưa được đăng ký; nhập danh sách bên cung cấp trước`,
  'vendor-unknown': (facts) => `chưa có bên cung cấp nào tên${quoted(facts)}; ghi mã số thuế hoặc nhập danh sách bên cung cấp trước`,
  'vendor-by-tax-code': ({ name }) => `mã số thuế này là của ${name ?? ''}; lấy theo mã số thuế`,
  'system-unknown': (facts) => `chưa có hệ thống${quoted(facts)} trong các hệ thống được xem; ghi mã hệ thống`,
  'same-as-row': ({ row }) => `trùng với dòng ${row ?? ''} của danh sách; giữ một dòng`,
  'two-contracts': ({ number, packageCode }) => `số ${number ?? ''} và mã gói thầu ${packageCode ?? ''} thuộc hai hợp đồng khác nhau trong sổ; kiểm tra lại`,
  'planned-already': () => 'số này là của một hợp đồng Dự kiến trong sổ; hợp đồng Dự kiến được ký trên trang của nó, không bằng danh sách',
  'earlier-revision': ({ row, revision }) => `bản trước của gói thầu; lấy bản sửa đổi ${revision ?? ''} ở dòng ${row ?? ''}`,
  'package-came-to-nothing': ({ status }) => `gói thầu ${(status ?? '').toLocaleLowerCase('vi')}; không nhập`,
  'operator-name-left-out': () => 'không dùng tên tổ chức vận hành vì đơn vị vận hành không phải tổ chức khác',
  'identity-shortened': () => 'chỉ giữ bốn ký tự cuối',
  'identity-form': () => 'không có đủ bốn chữ số hoặc chữ cái cuối của giấy tờ tùy thân',
  'birth-year-form': (facts) => `${quoted(facts).trim()} không rõ năm sinh; ghi bốn chữ số của năm`,
  'day-too-far': () => 'ngày quá xa trong tương lai; kiểm tra lại năm',
  'ends-before-start': ({ startsOn }) => `ngày kết thúc phải từ ngày bắt đầu (${startsOn ?? ''}) trở đi`,
  'ends-before-signing': ({ signedOn }) => `ngày kết thúc không được trước ngày ký (${signedOn ?? ''})`,
  'security-above-value': ({ value }) => `phần chi cho an ninh mạng lớn hơn giá trị hợp đồng (${value ?? ''})`,
  'security-without-value': () => 'có phần chi cho an ninh mạng mà thiếu giá trị hợp đồng',
};

const said: Readonly<Record<string, Text>> = { ...contractRefusalTexts, ...systemRefusalTexts, ...remarkTexts, ...wrongTexts, ...roomTexts };

/** What is said of a row, as one sentence that begins with the title of its column. */
export function sentenceOf({ column, code, facts }: SaidOfRow, columns: readonly KnownColumn[]): string {
  const text = (said[code]?.(facts) ?? code).trim();
  const title = columns.find(({ key }) => key === column)?.title;
  const sentence = title === undefined ? text.charAt(0).toLocaleUpperCase('vi') + text.slice(1) : `${title}: ${text}`;
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** A question about something that stands in a column. */
export function questionText(reason: string, facts: Readonly<Record<string, string>>): string {
  const text = partyTexts[reason] ?? (isAskReason(reason) ? askTexts[reason] : undefined);
  return text?.(facts) ?? `${quoted(facts).trim()} chưa rõ. Chọn một.`;
}

function isAskReason(reason: string): reason is AskReason {
  return reason in askTexts;
}

/** Why a choice of a question is offered. */
export const proposalHints: Readonly<Record<string, string>> = {
  'without-diacritics': 'giống khi bỏ dấu',
  spelling: 'gần giống cách viết',
  'part-of-name': 'trùng một phần tên',
  several: 'một trong các tên giống nhau',
  elsewhere: 'cùng tên, có thể ở tỉnh khác',
  'own-agency': 'cơ quan của mình',
  'as-written': 'giữ như trong danh sách',
  'by-tax-code': 'theo mã số thuế',
};
