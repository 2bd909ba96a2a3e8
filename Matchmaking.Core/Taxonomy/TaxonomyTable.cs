using System.Text;

namespace Matchmaking.Core.Taxonomies;

/// <summary>
/// A comma-separated file of the taxonomy: the first line that is no comment names the columns, lines starting with
/// <c>#</c> and empty lines are skipped, a field in double quotes may hold commas and doubled quotes. A field never spans lines,
/// so every row has one line number to complain about.
/// </summary>
internal sealed class TaxonomyTable
{
    private TaxonomyTable(string file, IReadOnlyList<TaxonomyRow> rows)
    {
        File = file;
        Rows = rows;
    }

    public string File { get; }

    public IReadOnlyList<TaxonomyRow> Rows { get; }

    /// <exception cref="InvalidDataException">Names file and line of what is broken.</exception>
    public static TaxonomyTable Parse(string file, string text, params ReadOnlySpan<string> required)
    {
        var rows = new List<TaxonomyRow>();
        Dictionary<string, int>? columns = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length == 0 || line[0] == '#')
                continue;
            var fields = Fields(file, number, line);
            if (columns is null)
                columns = Header(file, number, fields, required);
            else if (fields.Count == columns.Count)
                rows.Add(new TaxonomyRow(file, number, columns, fields));
            else
                throw Broken(file, number, $"{fields.Count} fields where the header has {columns.Count}.");
        }

        return columns is null ? throw Broken(file, number, "no header.") : new(file, rows);
    }

    public static InvalidDataException Broken(string file, int line, string what) => new($"{file}, line {line}: {what}");

    private static Dictionary<string, int> Header(string file, int line, List<string> fields, ReadOnlySpan<string> required)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in fields)
        {
            if (!columns.TryAdd(name, columns.Count))
                throw Broken(file, line, $"column '{name}' appears twice.");
        }

        foreach (var name in required)
        {
            if (!columns.ContainsKey(name))
                throw Broken(file, line, $"no column '{name}'.");
        }

        return columns;
    }

    private static List<string> Fields(string file, int number, string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var at = 0;
        while (true)
        {
            field.Clear();
            if (at < line.Length && line[at] == '"')
                at = Quoted(file, number, line, at + 1, field);
            while (at < line.Length && line[at] != ',')
                field.Append(line[at++]);
            fields.Add(field.ToString().Trim());
            if (at == line.Length)
                return fields;
            at++;
        }
    }

    private static int Quoted(string file, int number, string line, int at, StringBuilder field)
    {
        while (at < line.Length)
        {
            if (line[at] != '"')
                field.Append(line[at++]);
            else if (at + 1 < line.Length && line[at + 1] == '"')
                (_, at) = (field.Append('"'), at + 2);
            else if (at + 1 == line.Length || line[at + 1] == ',')
                return at + 1;
            else
                throw Broken(file, number, "text after a closing quote.");
        }

        throw Broken(file, number, "a quote is not closed.");
    }
}

/// <summary>A row of a <see cref="TaxonomyTable"/>.</summary>
internal sealed class TaxonomyRow(string file, int line, IReadOnlyDictionary<string, int> columns, IReadOnlyList<string> fields)
{
    /// <summary>The field, trimmed; null when empty or when the file has no such column.</summary>
    public string? Optional(string column) =>
        columns.TryGetValue(column, out var index) && fields[index].Length > 0 ? fields[index] : null;

    /// <exception cref="InvalidDataException">The field is empty.</exception>
    public string Required(string column) => Optional(column) ?? throw Broken($"'{column}' is empty.");

    /// <summary>The parts of a field that are separated by <c>|</c>.</summary>
    public IReadOnlyList<string> List(string column) =>
        Optional(column)?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public InvalidDataException Broken(string what) => TaxonomyTable.Broken(file, line, what);
}
