/** What the open tasks of the view people_task say and where they lead. */
export const peopleTaskTexts = {
  'role-term-ends': ({ subjectId, title }: { readonly subjectId: string; readonly title: string }) => ({
    text: `Thời hạn vai trò của ${title} sắp hết: cấp tiếp hoặc để kết thúc`,
    href: `/quan-tri/nguoi-dung/${subjectId}`,
  }),
  'delegation-ends': ({ subjectId, title }: { readonly subjectId: string; readonly title: string }) => ({
    text: `Ủy quyền cho ${title} sắp hết hạn: ủy quyền tiếp hoặc để kết thúc`,
    href: `/uy-quyen/${subjectId}`,
  }),
};
