namespace Matchmaking.Benchmarks.Risk;

/// <summary>Counts figures that were compared, those that differ, and by how much they differ at most.</summary>
internal sealed class VectorCheck(TextWriter error)
{
    private const double Tolerance = 1e-9;

    public int Checked { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Of all comparisons that are not exact.</summary>
    public double MaxAbsError { get; private set; }

    /// <summary>Equal, or not.</summary>
    public void Exact<T>(string name, T expected, T actual) => Count(EqualityComparer<T>.Default.Equals(expected, actual), name, expected, actual);

    /// <summary>Within 1e-9.</summary>
    public void Near(string name, double expected, double actual)
    {
        var difference = Math.Abs(expected - actual);
        MaxAbsError = Math.Max(MaxAbsError, difference);
        Count(difference <= Tolerance, name, expected, actual);
    }

    private void Count<T>(bool agrees, string name, T expected, T actual)
    {
        Checked++;
        if (agrees)
            return;
        Failed++;
        error.WriteLine($"{name}: {actual} where {expected} is expected.");
    }
}
