namespace Matchmaking.Api.Tables;

/// <summary>How large a table may be. What is larger is refused as a whole, before any row of it is judged.</summary>
internal static class TableLimits
{
    /// <summary>Largest file in bytes.</summary>
    public const int FileBytes = 64 * 1024 * 1024;

    /// <summary>Rows below the header that are not empty.</summary>
    public const int Rows = 100_000;

    /// <summary>Columns with a header.</summary>
    public const int Columns = 200;

    /// <summary>UTF-16 units in a cell; also what Excel can hold.</summary>
    public const int CellText = 32_767;

    /// <summary>Bytes of a workbook once unpacked: a zip file of some kilobytes can hold gigabytes.</summary>
    public const long UnpackedBytes = 256L * 1024 * 1024;

    /// <summary>Files inside a workbook.</summary>
    public const int WorkbookParts = 1_000;
}
