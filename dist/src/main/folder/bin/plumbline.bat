@echo off
rem Runs the plumbline command on the Java of this folder, wherever the folder stands.
rem PLUMBLINE_JAVA_OPTS adds options for Java, such as -Xmx8g.
setlocal
set "PLUMBLINE_HOME=%~dp0.."
rem ONNX Runtime reports its use over the network unless told not to.
set ORT_DISABLE_TELEMETRY=1
"%PLUMBLINE_HOME%\runtime\bin\java.exe" -XX:SharedArchiveFile="%PLUMBLINE_HOME%\lib\plumbline.jsa" -Xlog:cds*=off -XX:+UseParallelGC -XX:MaxRAMPercentage=60 -XX:-UsePerfData -Xss8m %PLUMBLINE_JAVA_OPTS% -jar "%PLUMBLINE_HOME%\lib\plumbline.jar" %*
exit /b %ERRORLEVEL%
