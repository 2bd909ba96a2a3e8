using System.Text.Json;

namespace Matchmaking.Core.Common;

/// <summary>
/// A value that JSON can carry and this API does not take. The serializer adds the path; the reader of request
/// bodies turns both into one entry of <c>errors</c>.
/// </summary>
public sealed class WireException(string code, params (string Name, object? Value)[] args) : JsonException
{
    public string Code { get; } = code;

    public IReadOnlyList<(string Name, object? Value)> Args { get; } = args;

    public override string Message => $"{Code} at {Path}";
}
