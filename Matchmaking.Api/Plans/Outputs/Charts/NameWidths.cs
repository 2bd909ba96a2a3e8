namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>How wide the names of a chart are, to judge a layout without measuring them again.</summary>
internal sealed class NameWidths
{
    private readonly double[] _ems;

    public NameWidths(IEnumerable<string> names)
    {
        // Bold, as some of them are.
        _ems = [.. names.Select(n => TextMeasure.Width(n, 1, bold: true))];
        Array.Sort(_ems);
    }

    /// <summary>What nearly all of them need, in em: a few long ones shall not decide for all.</summary>
    public double Usual => _ems.Length == 0 ? 0 : _ems[(int)(0.85 * (_ems.Length - 1))];

    /// <summary>The share of the names that are wider than this many em.</summary>
    public double ShareOver(double em)
    {
        if (_ems.Length == 0)
            return 0;
        var (low, high) = (0, _ems.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ems[middle] <= em)
                low = middle + 1;
            else
                high = middle;
        }

        return (double)(_ems.Length - low) / _ems.Length;
    }
}
