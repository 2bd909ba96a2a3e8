using System.Globalization;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>Rounds of a session: <c>1-3,5</c>, <c>1～3、5</c>. The rules know how many there are.</summary>
internal sealed class RoundsFormat : CellFormat
{
    private static readonly char[] _dashes = ['-', '–', '—', '~', '～', '至'];

    public override string Name => "rounds";

    public override Cell Write(object value, Language language) =>
        Cell.Of(string.Join(',', ((IReadOnlyList<int>)value).Select(r => r.ToString(CultureInfo.InvariantCulture))));

    protected override Result<object> Parse(Cell cell, HeaderUnit unit)
    {
        // Excel makes a date of 1-3: nobody can tell any more what was typed.
        if (cell.Kind is not (CellKind.Text or CellKind.Number))
            return Refuse(Codes.InvalidRounds, ("max", SessionRules.RoundsMax));
        var rounds = new List<int>();
        foreach (var item in ListText.Split(cell.Text))
        {
            var ends = item.Split(_dashes, 2, StringSplitOptions.TrimEntries);
            if (!TryRound(ends[0], out var from) || !TryRound(ends[^1], out var to) || from > to)
                return Refuse(Codes.InvalidRounds, ("max", SessionRules.RoundsMax));
            rounds.AddRange(Enumerable.Range(from, to - from + 1));
            if (rounds.Count > Bounds.ListMax)
                return Refuse(Codes.TooMany, ("max", Bounds.ListMax));
        }

        return Result<object>.Of(rounds.ToArray());
    }

    private static bool TryRound(string text, out int round) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out round) && round is >= 1 and <= SessionRules.RoundsMax;
}
