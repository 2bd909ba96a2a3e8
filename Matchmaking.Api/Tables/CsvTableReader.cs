using CsvHelper;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Tables;

/// <summary>Reads CSV (RFC 4180) with commas, semicolons or tabs, whichever the header has most of.</summary>
internal static class CsvTableReader
{
    private const byte Quote = (byte)'"';

    private static ReadOnlySpan<byte> Separators => ",;\t"u8;

    public static DomainError? Read(ReadOnlyMemory<byte> file, TableBuilder table)
    {
        if (file.Span.StartsWith("PK\x3\x4"u8) || TextDecoder.ToUtf8(file) is not { } text || text.Span.Contains((byte)0))
            return Unreadable(1);
        var broken = 0L;
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            // A spreadsheet shows an empty line as an empty row, and errors are reported by row.
            SkipEmptyLines = false,
            Separator = Separator(text.Span),
            PoolStrings = true,
            // A quote in the midst of a text is a quote; one that ends too early or never moves everything behind it.
            OnMalformedRecord = bad => broken = bad.Reason == CsvMalformedReason.StrayQuote || broken > 0 ? broken : bad.RecordNumber,
        };
        using var reader = CsvReader.Create(text, options);
        for (var number = 1; reader.Read(); number++)
        {
            if (broken > 0)
                return Unreadable(broken);
            if (table.Add(Row(reader, number)) is { } refused)
                return refused;
        }

        return null;
    }

    private static TableRow Row(CsvReader reader, int number)
    {
        var cells = new Cell[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Cell.Of(FormulaGuard.Remove(reader.GetString(i)));
        return new TableRow(number, cells);
    }

    /// <summary>The separator that the first line with any has most often outside quotes; the comma where none is ahead.</summary>
    private static char Separator(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[Separators.Length];
        var quoted = false;
        foreach (var c in text)
        {
            if (c == Quote)
                quoted = !quoted;
            else if (c is (byte)'\n' or (byte)'\r' && !quoted && counts.ContainsAnyExcept(0))
                break;
            else if (!quoted && Separators.IndexOf(c) is var index and >= 0)
                counts[index]++;
        }

        var most = 0;
        for (var i = 1; i < counts.Length; i++)
            most = counts[i] > counts[most] ? i : most;
        return (char)Separators[most];
    }

    private static DomainError Unreadable(long row) => new(ErrorKind.Invalid, Codes.UnreadableTable, ("format", "CSV"), ("row", row));
}
