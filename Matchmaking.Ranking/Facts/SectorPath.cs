using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Facts;

/// <summary>
/// A sector with the sectors above it, topmost first: <c>new-energy/hydrogen</c>. Facts carry whole paths, so a kept ranking
/// can be recomputed after the taxonomy has changed. Equality and order are those of the text.
/// </summary>
[JsonConverter(typeof(SectorPathJsonConverter))]
public sealed class SectorPath : IEquatable<SectorPath>, IComparable<SectorPath>
{
    private const char Separator = '/';

    /// <param name="codes">From the top of the tree down to the sector itself; at least one.</param>
    public SectorPath(params IReadOnlyList<string> codes)
    {
        if (codes.Count == 0 || codes.Any(c => c.Length == 0 || c.Contains(Separator, StringComparison.Ordinal)))
            throw new ArgumentException("A sector path has at least one code, none empty or with a slash.", nameof(codes));
        Codes = [.. codes];
        Text = string.Join(Separator, Codes);
    }

    /// <summary>Topmost first, the sector itself last.</summary>
    public IReadOnlyList<string> Codes { get; }

    public string Text { get; }

    /// <summary>The sector itself.</summary>
    public string Code => Codes[^1];

    public static SectorPath Parse(string text) => new(text.Split(Separator));

    /// <summary>Whether <paramref name="code"/> is this sector or one above it.</summary>
    public bool IsWithin(string code)
    {
        for (var i = 0; i < Codes.Count; i++)
        {
            if (string.Equals(Codes[i], code, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Steps in the tree between the two; sectors without a common ancestor meet at a root above all.</summary>
    public int DistanceTo(SectorPath other)
    {
        var shared = 0;
        while (shared < Codes.Count && shared < other.Codes.Count && string.Equals(Codes[shared], other.Codes[shared], StringComparison.Ordinal))
            shared++;
        return Codes.Count + other.Codes.Count - 2 * shared;
    }

    public int CompareTo(SectorPath? other) => string.CompareOrdinal(Text, other?.Text);

    public bool Equals(SectorPath? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as SectorPath);

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() => Text;
}

internal sealed class SectorPathJsonConverter : JsonConverter<SectorPath>
{
    public override SectorPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text
            ? SectorPath.Parse(text)
            : throw new WireException(Core.Common.Codes.WrongType, ("expected", "string"));

    public override void Write(Utf8JsonWriter writer, SectorPath value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
