namespace Matchmaking.Benchmarks;

/// <summary>Finds the verb of a command line, reads its options and runs it.</summary>
internal sealed class VerbTable(IReadOnlyList<IVerb> verbs)
{
    /// <returns>The verb's exit code; 2 where the command line is wrong.</returns>
    public int Run(IReadOnlyList<string> words, TextWriter output, TextWriter error)
    {
        var verb = words.Count == 0 ? null : verbs.FirstOrDefault(v => v.Name == words[0]);
        if (verb is null)
        {
            if (words.Count > 0)
                error.WriteLine($"Unknown verb '{words[0]}'.");
            error.WriteLine($"Verbs: {string.Join(", ", verbs.Select(v => v.Name))}. VERB --help says more.");
            return 2;
        }

        if (words.Skip(1).Contains("--help"))
        {
            output.WriteLine(verb.Help);
            return 0;
        }

        try
        {
            return verb.Run(Arguments.Parse([.. words.Skip(1)], verb.Options, verb.Flags), output, error);
        }
        catch (UsageException wrong)
        {
            error.WriteLine(wrong.Message);
            error.WriteLine(verb.Help);
            return 2;
        }
    }
}
