// The description at run time: where each operation is, and what its answers must carry.
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import type { OperationId } from "./operations.js";

const methods = ["get", "post", "put", "patch", "delete"] as const;

interface Header {
    readonly $ref?: string;
    readonly required?: boolean;
}

interface Response {
    readonly headers?: Readonly<Record<string, Header>>;
    readonly content?: Readonly<Record<string, unknown>>;
}

interface Operation {
    readonly operationId: OperationId;
    readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
    readonly responses: Readonly<Record<string, Response>>;
}

interface Document {
    readonly paths: Readonly<Record<string, Readonly<Partial<Record<(typeof methods)[number], Operation>>>>>;
    readonly components: { readonly headers: Readonly<Record<string, Header>> };
}

/** One answer of an operation as described. */
export interface DescribedAnswer {
    readonly mediaTypes: readonly string[];
    readonly requiredHeaders: readonly string[];
}

/** One operation as described. */
export interface DescribedOperation {
    readonly method: string;
    /** With its parameters in braces. */
    readonly path: string;
    readonly requestMediaTypes: readonly string[];
    readonly answers: ReadonlyMap<number, DescribedAnswer>;
}

export type Description = ReadonlyMap<OperationId, DescribedOperation>;

export async function readDescription(file: URL): Promise<Description> {
    const document = parse(await readFile(file, "utf8")) as Document;
    const described = new Map<OperationId, DescribedOperation>();
    for (const [path, item] of Object.entries(document.paths)) {
        for (const method of methods) {
            const operation = item[method];
            if (operation !== undefined)
                described.set(operation.operationId, describe(document, method, path, operation));
        }
    }
    return described;
}

function describe(document: Document, method: string, path: string, operation: Operation): DescribedOperation {
    const answers = Object.entries(operation.responses).map(([status, response]) => [Number(status), describeAnswer(document, response)] as const);
    return {
        method: method.toUpperCase(),
        path,
        requestMediaTypes: Object.keys(operation.requestBody?.content ?? {}),
        answers: new Map(answers),
    };
}

function describeAnswer(document: Document, response: Response): DescribedAnswer {
    const isRequired = (header: Header): boolean => {
        const name = header.$ref?.split("/").at(-1);
        return (name === undefined ? header : document.components.headers[name])?.required === true;
    };
    return {
        mediaTypes: Object.keys(response.content ?? {}),
        requiredHeaders: Object.entries(response.headers ?? {}).filter(([, header]) => isRequired(header)).map(([name]) => name),
    };
}
