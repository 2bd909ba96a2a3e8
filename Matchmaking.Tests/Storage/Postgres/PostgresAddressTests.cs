using Matchmaking.Core.Storage.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Postgres;

/// <summary>Where a database is, as people write it.</summary>
internal sealed class PostgresAddressTests
{
    [TestCase("postgres://me:p%40ss:word@db.example:6543/deals", "Host=db.example;Port=6543;Username=me;Password=p@ss:word;Database=deals")]
    [TestCase("postgresql://me@db.example/deals?sslmode=verify-full&connect_timeout=3", "Host=db.example;Username=me;Database=deals;SSL Mode=VerifyFull;Timeout=3")]
    [TestCase("postgres://me@[::1]:5433/deals", "Host=::1;Port=5433;Username=me;Database=deals")]
    [TestCase("postgres://me@a:5432,b:5433/deals?target_session_attrs=read-write", "Host=a:5432,b:5433;Username=me;Database=deals;Target Session Attributes=read-write")]
    [TestCase("Host=db.example;Database=deals;Maximum Pool Size=7", "Host=db.example;Database=deals;Maximum Pool Size=7")]
    public void Parse_AnAddressOrAConnectionString_MeansTheSame(string text, string same)
    {
        Assert.That(Parts(text), Is.EqualTo(Parts(same)));

        static IEnumerable<string> Parts(string text) => PostgresAddress.Parse(text).Settings(4).ConnectionString.Split(';').Order(StringComparer.Ordinal);
    }

    [TestCase("postgres://me:secret@db.example:port/deals", "port")]
    [TestCase("postgres://me:secret@db.example", "database")]
    [TestCase("postgres://me:secret@/deals", "host")]
    [TestCase("postgres://me:secret@db.example/deals?sslmode=perhaps", "sslmode")]
    [TestCase("postgres://me:secret@db.example/deals?colour=red", "colour")]
    [TestCase("mysql://me:secret@db.example/deals", "postgres://")]
    [TestCase("secret", "postgres://")]
    public void Parse_WhatIsNeither_SaysWhyWithoutThePassword(string text, string why) =>
        Assert.That(() => PostgresAddress.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(why).And.Message.Not.Contains("secret"));

    [Test]
    public void Settings_WhatIsGiven_WinsOverTheDefaults()
    {
        var settings = PostgresAddress.Parse("Host=h;Database=d;Timeout=2;Max Auto Prepare=5;Application Name=other").Settings(3);

        Assert.That((settings.Timeout, settings.MaxAutoPrepare, settings.ApplicationName, settings.CommandTimeout), Is.EqualTo((2, 5, "other", 30)));
    }

    [Test]
    public void Name_ForPeople_HasNeitherUserNorPassword() =>
        Assert.That(PostgresAddress.Parse("postgres://me:secret@db.example/deals").Name, Is.EqualTo("db.example/deals"));
}
