using Matchmaking.Core.Common;

namespace Matchmaking.Api.Tables;

/// <summary>Reads a table from the bytes of a file.</summary>
internal static class TableReader
{
    /// <returns><c>unreadable-table</c>, <c>empty-table</c>, <c>too-many-rows</c> or <c>too-many-columns</c> when it cannot be.</returns>
    public static Result<Table> Read(TableFormat format, ReadOnlyMemory<byte> file)
    {
        var builder = new TableBuilder(format);
        var broken = format == TableFormat.Csv ? CsvTableReader.Read(file, builder) : XlsxTableReader.Read(file, builder);
        return broken ?? builder.Build();
    }
}
