using System.Diagnostics.CodeAnalysis;

namespace Matchmaking.Core.Common;

/// <summary>A value or the reason why there is none.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, DomainError? error)
    {
        _value = value;
        Error = error;
    }

    public DomainError? Error { get; }

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error.Code}");

    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out DomainError? error)
    {
        value = _value;
        error = Error;
        return error is null;
    }

    public Result<TOut> Map<TOut>(Func<T, TOut> map) => Error is null ? map(_value!) : Error;

    /// <summary>For interface types, which C# does not convert implicitly.</summary>
    public static Result<T> Of(T value) => new(value, null);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(DomainError error) => new(default, error);
}
