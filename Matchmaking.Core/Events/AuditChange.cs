using System.Text.Json;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Events;

/// <summary>
/// A row of the audit log with its two states parsed. Rows of earlier versions of the program may lack a property that today's have: what is not there
/// is null and equal to nothing.
/// </summary>
public sealed class AuditChange
{
    private AuditChange(AuditEntry row, JsonElement? before, JsonElement? after) => (Row, Before, After) = (row, before, after);

    public AuditEntry Row { get; }

    public JsonElement? Before { get; }

    public JsonElement? After { get; }

    public AuditAction Action => Row.Action;

    public static AuditChange Of(AuditEntry row) => new(row, Parse(row.Before), Parse(row.After));

    /// <summary>A text of the state after, of a deleted thing before.</summary>
    public string? Text(string name) => Text(After ?? Before, name);

    /// <summary>An id of the state after, of a deleted thing before.</summary>
    public Id<T>? Id<T>(string name) => Core.Common.Id<T>.TryParse(Text(name), out var id) ? id : null;

    /// <summary>The property became this text: it was another one before, or there was nothing.</summary>
    public bool Became(string name, string value) => After is { } after && Text(after, name) == value && Text(Before, name) != value;

    /// <summary>The property was null, or there was nothing, and is no longer.</summary>
    public bool Appeared(string name) => Property(After, name) is not null && Property(Before, name) is null;

    /// <summary>Whether one of these properties differs between the states.</summary>
    public bool Differs(IEnumerable<string> names) =>
        names.Any(n => Property(Before, n)?.GetRawText() != Property(After, n)?.GetRawText());

    /// <summary>A list of ids; null where it is not there.</summary>
    public IReadOnlyList<Guid>? Ids(string name) => Property(After, name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(i => i.GetGuid())]
        : null;

    /// <summary>A text within an object: the id of a party.</summary>
    public string? Text(string name, string inner) => Text(Property(After ?? Before, name), inner);

    public bool IsTrue(string name) => Property(After ?? Before, name)?.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement? state, string name) => Property(state, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Property(JsonElement? state, string name) =>
        state is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static JsonElement? Parse(string? json)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
