"""WeCom (企业微信): the smart bot over a long connection that we dial."""
