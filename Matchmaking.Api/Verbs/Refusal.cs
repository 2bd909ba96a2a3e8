using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Verbs;

/// <summary>Tells on the command line why something was refused.</summary>
internal static class Refusal
{
    public static void Write(TextWriter output, DomainError refused)
    {
        output.WriteLine(MessageCatalogue.Text(refused.Code, Language.En, refused.Args));
        foreach (var field in refused.Fields.Skip(1))
            output.WriteLine(MessageCatalogue.Text(field.Code, Language.En, field.Args));
    }

    /// <summary>What is wrong with each place of an input.</summary>
    public static string Fields(DomainError refused) => string.Join(" ", refused.Fields.Select(f => $"{f.Pointer}: {MessageCatalogue.Text(f.Code, Language.En, f.Args)}"));
}
