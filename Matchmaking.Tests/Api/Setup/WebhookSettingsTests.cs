using Matchmaking.Api.Setup;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Setup;

/// <summary>Settings of webhooks, as the environment gives them.</summary>
internal sealed class WebhookSettingsTests
{
    [Test]
    public void From_NothingSet_KeepsAKeyInTheDataFolderAndCallsPublicAddressesOnly()
    {
        var settings = Read(("MATCHMAKING_DATA", "/data/of/a/test"));

        Assert.That(settings.SecretKey, Is.EqualTo(new SecretKeySetting(null, "/data/of/a/test")));
        Assert.That(settings.Webhooks.PrivateTargets, Is.False);
    }

    [Test]
    public void From_SecretKey_IsReadAndKeptNowhere()
    {
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

        var setting = Read(("MATCHMAKING_SECRET_KEY", Convert.ToBase64String(key))).SecretKey!;

        Assert.That(setting.Key, Is.EqualTo(key));
        Assert.That(setting.Folder, Is.Null);
    }

    [TestCase("true", true)]
    [TestCase(" TRUE ", true)]
    [TestCase("1", true)]
    [TestCase("false", false)]
    [TestCase("0", false)]
    public void From_PrivateTargets_IsRead(string text, bool expected) =>
        Assert.That(Read(("MATCHMAKING_WEBHOOK_PRIVATE_TARGETS", text)).Webhooks.PrivateTargets, Is.EqualTo(expected));

    [TestCase("MATCHMAKING_SECRET_KEY", "short")]
    [TestCase("MATCHMAKING_SECRET_KEY", "AAAA")]
    [TestCase("MATCHMAKING_SECRET_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")] // 31 bytes
    [TestCase("MATCHMAKING_SECRET_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] // 33 bytes
    [TestCase("MATCHMAKING_SECRET_KEY", "a-passphrase-of-forty-four-characters-exactly")]
    [TestCase("MATCHMAKING_WEBHOOK_PRIVATE_TARGETS", "yes")]
    public void From_ValueThatCannotBeFollowed_IsRefusedByNameAndNotShown(string name, string value)
    {
        var refused = Assert.Throws<SettingsException>(() => Read((name, value)));

        Assert.That(refused!.Message, Does.Contain(name));
        if (name.EndsWith("KEY", StringComparison.Ordinal))
            Assert.That(refused.Message, Does.Not.Contain(value));
    }

    private static Settings Read(params (string Name, string? Value)[] variables) => Settings.From(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
