namespace Matchmaking.Core.Common;

/// <summary>What kind of refusal an error is; the API has one switch from this to a status code.</summary>
public enum ErrorKind
{
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    Gone,
    PreconditionFailed,
    PreconditionRequired,
    TooLarge,
    UnsupportedMediaType,
    Unprocessable,
    TooManyRequests,
    Unavailable,
}

/// <summary>
/// An expected refusal: a value, never thrown. <paramref name="Code"/> is one of <see cref="Codes"/>; the text comes from
/// the message catalogue in the caller's language, with <paramref name="Args"/> filled in.
/// </summary>
public sealed record DomainError(ErrorKind Kind, string Code, IReadOnlyList<(string Name, object? Value)> Args, IReadOnlyList<FieldError> Fields)
{
    public DomainError(ErrorKind kind, string code, params (string Name, object? Value)[] args)
        : this(kind, code, args, [])
    {
    }

    public static DomainError NotFound(string what) => new(ErrorKind.NotFound, Codes.NotFound, ("what", what));

    public static DomainError Invalid(params IReadOnlyList<FieldError> fields) =>
        new(ErrorKind.Invalid, Codes.ValidationFailed, [], fields);

    public static DomainError Conflict(string code, params (string Name, object? Value)[] args) =>
        new(ErrorKind.Conflict, code, args);

    /// <summary>A conflict of one place of the input with what is stored.</summary>
    public static DomainError ConflictAt(string pointer, string code, params (string Name, object? Value)[] args) =>
        new(ErrorKind.Conflict, code, args, [new FieldError(pointer, code, args)]);
}

/// <summary>What is wrong with one place of the input; <paramref name="Pointer"/> is a JSON pointer (RFC 6901) or <c>?name</c> for a query parameter.</summary>
public sealed record FieldError(string Pointer, string Code, IReadOnlyList<(string Name, object? Value)> Args)
{
    public FieldError(string pointer, string code, params (string Name, object? Value)[] args)
        : this(pointer, code, (IReadOnlyList<(string, object?)>)args)
    {
    }
}
