import { expect, test } from '@jest/globals';
import { spelledGround } from '../../../server/library/index.js';

test.each([
  ['Đ6.3b (không ghi thời hạn)', 'điểm b khoản 3 Điều 6 dự thảo Quy chế (không ghi thời hạn)'],
  ['Đ14.6 dự thảo Quy chế (không ghi số giờ)', 'khoản 6 Điều 14 dự thảo Quy chế (không ghi số giờ)'],
  ['NĐ 331 Đ31.2d; vụ phức tạp: sơ bộ, cập nhật, kết thúc', 'điểm d khoản 2 Điều 31 Nghị định 331/2026/NĐ-CP; vụ phức tạp: sơ bộ, cập nhật, kết thúc'],
  ['Báo ngay: Luật 116 Đ41; Luật 91 Đ23.1; Đ22.3', 'Báo ngay: Điều 41 Luật An ninh mạng; khoản 1 Điều 23 Luật Bảo vệ dữ liệu cá nhân; khoản 3 Điều 22 dự thảo Quy chế'],
  ['phát hành trong ngày ký: NĐ 30 Đ18.1', 'phát hành trong ngày ký: khoản 1 Điều 18 Nghị định 30/2020/NĐ-CP'],
  ['Khoản 4 Điều 6; theo hợp đồng', 'Khoản 4 Điều 6; theo hợp đồng'],
])('a short ground is spelled out: %s', (source, spelled) => {
  expect(spelledGround(source)).toBe(spelled);
});
