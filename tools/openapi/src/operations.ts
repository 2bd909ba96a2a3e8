// What the generated types say of an operation, taken apart: its input and the body of each of its answers.
import type { components, operations } from "./generated/api.js";

export type OperationId = keyof operations;
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

type Operation<Id extends OperationId> = operations[Id];

type BodyOfRequest<Id extends OperationId> = NonNullable<Operation<Id>["requestBody"]> extends { content: infer Content }
    ? Content[keyof Content]
    : never;

type WithBody<Id extends OperationId> = Operation<Id> extends { requestBody: { content: unknown } }
    ? { body: BodyOfRequest<Id> }
    : { body?: BodyOfRequest<Id> };

/** Path, query, headers and body of an operation, each optional where the description says so. */
export type Input<Id extends OperationId> = Pick<Operation<Id>["parameters"], "path" | "query" | "header"> & WithBody<Id>;

/** An input that may be left out altogether when nothing in it is required. */
export type InputArgument<Id extends OperationId> = {} extends Input<Id> ? [input?: Input<Id>] : [input: Input<Id>];

/** The statuses that the description knows of an operation. */
export type Status<Id extends OperationId> = Extract<keyof Operation<Id>["responses"], number>;

/** The body of an answer; undefined for an answer that has none. */
export type Body<Id extends OperationId, S extends Status<Id>> = Operation<Id>["responses"][S] extends { content: infer Content }
    ? [Content] extends [never] ? undefined : Content[keyof Content]
    : undefined;
