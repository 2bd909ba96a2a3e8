namespace Matchmaking.Api.Messages;

/// <summary>A text in both languages.</summary>
internal sealed record BothLanguages(string En, string Zh)
{
    public string In(Language language) => language == Language.Zh ? Zh : En;
}
