using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <summary>Files of sheets.</summary>
internal static class SheetFile
{
    /// <summary>Reads a file and finds the columns of a kind in it.</summary>
    /// <returns>What makes it unusable as a whole.</returns>
    public static Result<BoundSheet> Open(SheetKind kind, TableFormat format, ReadOnlyMemory<byte> file) =>
        TableReader.Read(format, file).TryGet(out var table, out var unreadable) ? kind.Sheet.Bind(table) : unreadable;

    /// <summary>What a file is that nobody named: workbooks are zip files.</summary>
    public static TableFormat FormatOf(ReadOnlySpan<byte> file) => file.StartsWith("PK"u8) ? TableFormat.Xlsx : TableFormat.Csv;
}
