namespace Matchmaking.Api.Messages;

/// <summary>A text in both languages.</summary>
internal sealed record BothLanguages(string En, string Zh)
{
    public string In(Language language) => language == Language.Zh ? Zh : En;

    /// <summary>With placeholders <c>{name}</c> filled in, one after the other.</summary>
    public string In(Language language, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        var text = In(language);
        foreach (var (name, value) in args)
            text = text.Replace("{" + name + "}", MessageCatalogue.Show(value), StringComparison.Ordinal);
        return text;
    }
}
