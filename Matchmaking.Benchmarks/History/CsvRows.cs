using System.Text;

namespace Matchmaking.Benchmarks.History;

/// <summary>Reads CSV (RFC 4180) row by row: a header, then rows with as many fields.</summary>
internal sealed class CsvRows(TextReader reader, string name)
{
    private readonly StringBuilder _field = new();
    private int _line;

    /// <summary>The rows after the header.</summary>
    /// <param name="header">What the first row must be.</param>
    /// <exception cref="InvalidDataException">Another header, or a row with another number of fields.</exception>
    public IEnumerable<string[]> Read(params string[] header)
    {
        if (Next() is not { } first || !first.SequenceEqual(header, StringComparer.Ordinal))
            throw new InvalidDataException($"{name}: the first line is not {string.Join(',', header)}.");
        while (Next() is { } row)
        {
            if (row.Length != header.Length)
                throw new InvalidDataException($"{name}: line {_line} has {row.Length} fields, not {header.Length}.");
            yield return row;
        }
    }

    private string[]? Next()
    {
        if (reader.ReadLine() is not { } line)
            return null;
        _line++;
        return line.Contains('"', StringComparison.Ordinal) ? Quoted(line) : line.Split(',');
    }

    private string[] Quoted(string line)
    {
        var fields = new List<string>();
        var inside = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && inside && i + 1 < line.Length && line[i + 1] == '"')
                _field.Append(line[++i]);
            else if (c == '"')
                inside = !inside;
            else if (c == ',' && !inside)
                fields.Add(Take());
            else
                _field.Append(c);
        }

        if (inside)
            throw new InvalidDataException($"{name}: line {_line} ends within quotes.");
        fields.Add(Take());
        return [.. fields];
    }

    private string Take()
    {
        var text = _field.ToString();
        _field.Clear();
        return text;
    }
}
