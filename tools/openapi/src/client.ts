// A client without a line per operation: the generated types say what goes in and what comes out, the description says where.
import assert from "node:assert/strict";
import type { Description, DescribedOperation } from "./description.js";
import type { Body, InputArgument, OperationId, Schema, Status } from "./operations.js";

/** An answer whose status is known, so its body is too. */
export interface Answer<B> {
    readonly body: B;
    readonly headers: Headers;
    /** The version of what is shown, for `If-Match`. */
    readonly etag: string;
}

/** What a request that breaks the description sends; as free as the wire. */
export interface BrokenRequest {
    readonly path?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly header?: Readonly<Record<string, string>>;
    readonly body?: unknown;
}

/** How the API must refuse a request. */
export interface Refusal {
    readonly status: number;
    readonly code: string;
    /** JSON pointers of everything that is wrong, in any order. */
    readonly pointers?: readonly string[];
}

interface Parts {
    readonly path?: unknown;
    readonly query?: unknown;
    readonly header?: unknown;
    readonly body?: unknown;
}

/** Where the API is, whether a validating proxy stands in front, and which operations have succeeded so far. */
export class Api {
    readonly succeeded = new Set<OperationId>();

    constructor(readonly address: string, readonly description: Description, readonly isProxied: boolean) {}

    /** The API as the owner of a key; undefined: nobody. */
    as(key: string | undefined): Caller {
        return new Caller(this, key);
    }

    /** Operations of the description that nobody called with success. */
    missing(): OperationId[] {
        return [...this.description.keys()].filter(id => !this.succeeded.has(id));
    }
}

export class Caller {
    constructor(private readonly api: Api, private readonly key: string | undefined) {}

    /** Calls an operation and insists on a status, on the described headers and on a described media type. */
    async call<Id extends OperationId, S extends Status<Id>>(id: Id, status: S, ...[input]: InputArgument<Id>): Promise<Answer<Body<Id, S>>> {
        const operation = this.operation(id);
        const response = await this.send(operation, input ?? {});
        const text = await response.text();
        const said = `${id} answered ${response.status} instead of ${status}: ${text}`;
        assert.equal(response.headers.get("sl-violations"), null, `${id} ${status} is not as described: ${response.headers.get("sl-violations")}`);
        assert.equal(response.status, status, said);
        judge(id, operation, response, text);
        if (status < 300)
            this.api.succeeded.add(id);
        return {
            body: read(response, text) as Body<Id, S>,
            headers: response.headers,
            etag: response.headers.get("ETag") ?? "",
        };
    }

    /**
     * Sends what the description forbids. The API must refuse it as told; a validating proxy must see it too, which shows
     * that the description is as strict as the API.
     */
    async refuses(id: OperationId, request: BrokenRequest, expected: Refusal): Promise<void> {
        const response = await this.send(this.operation(id), request);
        const text = await response.text();
        const problem = JSON.parse(text) as Schema<"Problem">;
        if (this.api.isProxied) {
            assert.match(problem.type, /stoplight\.io\/prism\/errors/, `the description lets pass what the API refuses: ${id} ${JSON.stringify(request)}: ${text}`);
            return;
        }
        assert.deepEqual({ status: response.status, code: problem.code }, { status: expected.status, code: expected.code }, `${id}: ${text}`);
        if (expected.pointers !== undefined)
            assert.deepEqual(problem.errors.map(e => e.pointer).sort(), [...expected.pointers].sort(), `${id}: ${text}`);
    }

    private operation(id: OperationId): DescribedOperation {
        const operation = this.api.description.get(id);
        assert(operation !== undefined, `${id} is not described`);
        return operation;
    }

    private send(operation: DescribedOperation, parts: Parts): Promise<Response> {
        const headers = new Headers(texts(parts.header));
        if (this.key !== undefined)
            headers.set("Authorization", `Bearer ${this.key}`);
        const init: RequestInit = { method: operation.method, headers, redirect: "manual" };
        if (parts.body !== undefined) {
            const mediaType = operation.requestMediaTypes[0] ?? "application/json";
            headers.set("Content-Type", mediaType);
            init.body = isJson(mediaType) ? JSON.stringify(parts.body) : String(parts.body);
        }
        const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(texts(parts.path)[name] ?? `{${name}}`));
        const query = new URLSearchParams(texts(parts.query)).toString();
        return fetch(`${this.api.address}${path}${query === "" ? "" : `?${query}`}`, init);
    }
}

/** Parameters as they go over the wire; what is undefined does not. */
function texts(parameters: unknown): Record<string, string> {
    const given = Object.entries((parameters ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** JSON as what it stands for; files and events as text. */
function read(response: Response, text: string): unknown {
    if (text === "")
        return undefined;
    return isJson(response.headers.get("Content-Type") ?? "") ? JSON.parse(text) : text;
}

function isJson(mediaType: string): boolean {
    return /[/+]json(;|$)/.test(mediaType);
}

/** What a validating proxy does not look at: headers that must be there, and a media type that is one of the described. */
function judge(id: OperationId, operation: DescribedOperation, response: Response, text: string): void {
    const described = operation.answers.get(response.status);
    assert(described !== undefined, `${id} answered ${response.status}, which is not described`);
    for (const name of described.requiredHeaders)
        assert(response.headers.has(name), `${id} ${response.status} lacks the header ${name}`);
    const mediaType = response.headers.get("Content-Type")?.split(";")[0];
    if (described.mediaTypes.length === 0)
        assert.equal(text, "", `${id} ${response.status} has a body that is not described`);
    else
        assert(mediaType !== undefined && described.mediaTypes.includes(mediaType), `${id} ${response.status} is ${mediaType}, not ${described.mediaTypes}`);
}
