namespace Matchmaking.Benchmarks;

/// <summary>
/// One measurement of the product: reads its files, prints progress as it likes and, as the last line of
/// <c>output</c>, one JSON object.
/// </summary>
internal interface IVerb
{
    /// <summary>The first word of the command line.</summary>
    string Name { get; }

    /// <summary>One line a use, options included, as <c>--help</c> prints it.</summary>
    string Help { get; }

    /// <summary>Names of the options that take a value, without the dashes.</summary>
    IReadOnlyList<string> Options { get; }

    /// <summary>Names of the options that stand alone, without the dashes.</summary>
    IReadOnlyList<string> Flags { get; }

    /// <summary>Runs the measurement.</summary>
    /// <returns>The exit code: 0 done, 1 failed with the reason on <paramref name="error"/>.</returns>
    /// <exception cref="UsageException">The command line is wrong (exit code 2).</exception>
    int Run(Arguments arguments, TextWriter output, TextWriter error);
}
