using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.Core.Search;

/// <summary>
/// One spelling for characters that a reader takes for the same: full-width letters and brackets, <c>Ⅱ</c> and <c>II</c>, <c>㎡</c> and
/// <c>m2</c>, compatibility ideographs, letters with accents. The embedded table holds the Unicode form NFKC of every single
/// code point that differs from it, without the combining marks U+0300 to U+036F (Unicode 14.0). It is a table because the
/// program runs without the globalisation library, where <c>string.Normalize</c> gives every text back unchanged.
/// </summary>
internal static class CharacterFolding
{
    private const string Resource = "Matchmaking.Core.Search.Data.folding.csv";

    private static readonly Lazy<(FrozenDictionary<int, string> Folded, string Sha256)> _table = new(Read);

    /// <summary>Changes when a character folds differently than before.</summary>
    public static string Fingerprint => _table.Value.Sha256;

    /// <summary>The text that stands for a character; null when it stands for itself.</summary>
    public static string? Find(Rune rune) => rune.IsAscii ? null : _table.Value.Folded.GetValueOrDefault(rune.Value);

    private static (FrozenDictionary<int, string>, string) Read()
    {
        using var stream = typeof(CharacterFolding).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"{Resource} is not embedded.");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var folded = new Dictionary<int, string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            folded[Hex(line[..comma])] = string.Concat(line[(comma + 1)..].Split(' ').Select(c => new Rune(Hex(c)).ToString()));
        }

        return (folded.ToFrozenDictionary(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
