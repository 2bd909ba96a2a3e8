// Lists read to their end, one row a page, so that every cursor is used.

export interface Page<Item> {
    readonly items: readonly Item[];
    readonly nextCursor: string | null;
}

export async function readAll<Item>(read: (query: { limit: number; cursor?: string }) => Promise<{ readonly body: Page<Item> }>, limit = 1): Promise<Item[]> {
    const items: Item[] = [];
    let { body } = await read({ limit });
    items.push(...body.items);
    while (body.nextCursor !== null) {
        ({ body } = await read({ limit, cursor: body.nextCursor }));
        items.push(...body.items);
    }
    return items;
}
