import { presentTimeline } from '../../audit-trail/index.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { maySome } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import { presentAttachment } from '../../attachments/index.js';
import type { PersonLineRow, RepresentativeRow, SubcontractorRow, VendorDetailRow, VendorFile } from '../application/read-vendors.js';
import { commitmentStanding } from '../domain/commitment-standing.js';
import { isPresent } from '../domain/vendor.js';
import { vendorEventTexts } from './event-texts.js';
import { nextStepOfVendor } from './next-steps.js';
import { vendorPaths } from './paths.js';
import { commitmentState, noCommitment, periodText, vendorKindNames, vendorState } from './words.js';

/** The page of a vendor: every text ready, every act only for those who may do it. */
export function presentVendor(file: VendorFile, principal: Principal): object {
  const { vendor, today } = file;
  const mayAmend = maySome(principal.ability, 'amend', 'Vendor');
  const unlisted = vendor.peopleCount - vendor.people.length;
  return {
    crumbs: [{ href: vendorPaths.register, text: 'Bên cung cấp' }],
    name: vendor.name,
    caption: `Mã số thuế ${vendor.taxCode}`,
    kindName: vendorKindNames[vendor.kind],
    states: [vendorState(isPresent(vendor.ceasedOn, today))],
    mayAmend,
    next: nextStepOfVendor(vendor, today, mayAmend),
    paths: pathsOf(vendor.id),
    facts: factRows(vendor),
    representatives: vendor.representatives.map((row) => presentRepresentative(vendor.id, row, today)),
    people: vendor.people.map((row) => presentPersonLine(row, today)),
    unlistedText: unlisted > 0 ? `Còn ${unlisted} người nữa không hiện ở đây.` : '',
    subcontractors: vendor.subcontractors.map((row) => presentSubcontractor(vendor.id, row, today)),
    worksFor: vendor.worksFor.map(({ id, name, service }) => ({ href: vendorPaths.vendor(id), name, service })),
    contracts: file.contracts,
    attachments: file.attachments.map(presentAttachment),
    timeline: presentTimeline(file.history, vendorEventTexts),
  };
}

function pathsOf(id: string): Record<string, string> {
  return {
    amend: vendorPaths.amend(id),
    remove: vendorPaths.remove(id),
    attach: vendorPaths.attach(id),
    addRepresentative: vendorPaths.addRepresentative(id),
    addSubcontractor: vendorPaths.addSubcontractor(id),
    addPerson: vendorPaths.addPerson(id),
  };
}

function factRows(vendor: VendorDetailRow): object[] {
  return [
    { key: 'Tên viết tắt', value: vendor.shortName },
    { key: 'Mã số thuế', value: vendor.taxCode },
    { key: 'Loại hình', value: vendorKindNames[vendor.kind] },
    { key: 'Địa chỉ', value: vendor.address },
    { key: 'Điện thoại', value: vendor.phone },
    { key: 'Thư điện tử', value: vendor.email },
    ...(vendor.ceasedOn === null ? [] : [{ key: 'Ngừng hoạt động từ', value: formatDay(vendor.ceasedOn) }]),
    { key: 'Ghi chú', value: vendor.note },
    { key: 'Đăng ký', value: `${vendor.registeredByName}, ${formatInstant(vendor.registeredAt)}` },
  ];
}

function presentRepresentative(vendorId: string, row: RepresentativeRow, today: CalendarDay): object {
  const over = row.validUntil !== null && row.validUntil < today;
  return {
    fullName: row.fullName,
    post: row.post,
    authorityGround: row.authorityGround,
    period: periodText(row.validFrom, row.validUntil),
    state: over
      ? { tone: 'neutral', icon: 'dash', word: 'Đã thôi' }
      : row.validFrom > today
        ? { tone: 'neutral', icon: 'pending', word: 'Chưa bắt đầu' }
        : { tone: 'settled', icon: 'check', word: 'Đang đại diện' },
    amendHref: vendorPaths.amendRepresentative(vendorId, row.id),
  };
}

function presentSubcontractor(vendorId: string, row: SubcontractorRow, today: CalendarDay): object {
  return {
    name: row.name,
    href: row.companyId === null ? '' : vendorPaths.vendor(row.companyId),
    taxCode: row.taxCode ?? '',
    service: row.service,
    state: isPresent(row.endedOn, today)
      ? { tone: 'settled', icon: 'check', word: 'Đang tham gia' }
      : { tone: 'neutral', icon: 'dash', word: `Thôi từ ${row.endedOn === null ? '' : formatDay(row.endedOn)}` },
    amendHref: vendorPaths.amendSubcontractor(vendorId, row.id),
  };
}

function presentPersonLine(row: PersonLineRow, today: CalendarDay): object {
  const works = isPresent(row.leftOn, today);
  return {
    href: vendorPaths.person(row.id),
    fullName: row.fullName,
    post: row.post,
    nationality: row.nationality,
    state: works
      ? { tone: 'settled', icon: 'check', word: 'Đang làm việc' }
      : { tone: 'neutral', icon: 'dash', word: `Thôi từ ${row.leftOn === null ? '' : formatDay(row.leftOn)}` },
    commitment: row.commitment === null ? (works ? noCommitment : undefined) : commitmentState(commitmentStanding(row.commitment, today)),
  };
}
